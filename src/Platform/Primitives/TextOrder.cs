using System.Text;
using Tracker.Platform.Primitives.Unicode;

namespace Tracker.Platform.Primitives;

/// <summary>The order of texts in a list that is sorted for readers.</summary>
public static class TextOrder
{
    /// <summary>The longest key, in code points: 2,400 bytes of UTF-8, which an index entry of PostgreSQL holds.</summary>
    public const int MaxLength = 600;

    /// <summary>Accents have this canonical combining class or a higher one; the lower ones belong to letters, e.g. the virama of Indic scripts.</summary>
    private const int AccentClass = 200;

    /// <summary>Less than any character of a visible text.</summary>
    private const char Separator = '\u0001';

    /// <summary>
    /// A key whose code point order is the order of the texts: by <see cref="TextFold"/> without accents first, with them where that is equal. So Ä stands
    /// beside A.
    /// </summary>
    public static string KeyOf(string text)
    {
        var folded = TextFold.Of(text);
        if (!Ascii.IsValid(folded))
        {
            var plain = TextFold.Of(CanonicalForm.ComposeWithoutMarks(folded, AccentClass));
            folded = plain == folded ? folded : $"{plain}{Separator}{folded}";
        }

        return Cut(folded);
    }

    private static string Cut(string key)
    {
        if (key.Length <= MaxLength)
        {
            return key;
        }

        var cut = new StringBuilder();
        foreach (var rune in key.EnumerateRunes().Take(MaxLength))
        {
            cut.Append(rune);
        }

        return cut.ToString();
    }
}

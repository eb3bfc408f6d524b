using System.Text;
using Tracker.Platform.Primitives.Unicode;

namespace Tracker.Platform.Primitives;

/// <summary>Sort keys for lists shown to users.</summary>
public static class TextOrder
{
    /// <summary>The max length of a key, in code points: 2,400 bytes of UTF-8, which fit into an index entry of PostgreSQL.</summary>
    public const int MaxLength = 600;

    // Accents have this canonical combining class or a higher one. Lower classes belong to letters, for example the virama of Indic
    // scripts.
    private const int AccentClass = 200;

    // Sorts before every visible character.
    private const char Separator = '\u0001';

    /// <summary>
    /// A key whose code point order is the order of the texts: by <see cref="TextFold"/> first without accents, then with them. So Ä comes
    /// right after A.
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

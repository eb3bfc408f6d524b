using System.Text;
using Tracker.Platform.Primitives.Unicode;

namespace Tracker.Platform.Primitives;

/// <summary>
/// Compares text: two texts are equal when their folded forms are equal, and a text contains another when its folded form does. Folded
/// forms are compared code point by code point, so the result does not depend on a database or its locale.
/// </summary>
public static class TextFold
{
    /// <summary>
    /// Unicode normal form C with simple case folding (CaseFolding.txt, C and S), again in normal form C. The folded form of a letter does
    /// not depend on its neighbours: both forms of the Greek small sigma fold alike. Folding is idempotent.
    /// </summary>
    /// <returns>The same instance when the text is already folded.</returns>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text.ToLowerInvariant();
        }

        var composed = CanonicalForm.Compose(text);
        var folded = FoldLetters(composed);
        // A folded letter may compose with a mark that its unfolded form does not compose with: U+017F is not s.
        return ReferenceEquals(folded, composed) ? composed : CanonicalForm.Compose(folded);
    }

    private static string FoldLetters(string text)
    {
        var table = UnicodeTable.Instance;
        var changes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            changes += table.TraitsOf(rune.Value).HasFlag(Traits.Folds) ? 1 : 0;
        }

        if (changes == 0)
        {
            return text;
        }

        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            folded.Append(table.TraitsOf(rune.Value).HasFlag(Traits.Folds) ? new Rune(table.Fold(rune.Value)) : rune);
        }

        return folded.ToString();
    }
}

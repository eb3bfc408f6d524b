using System.Globalization;
using System.Text;

namespace Tracker.Platform.Primitives;

/// <summary>Prepares text that a user typed for one line of a message.</summary>
public static class PlainText
{
    private const char Ellipsis = '…';

    /// <summary>
    /// The text on one line: each run of white space and control characters becomes one space; invisible characters and those that change
    /// the writing direction are removed. Joiners stay, since emoji and scripts use them.
    /// </summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        var gap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsGap(rune))
            {
                gap = true;
            }
            else if (!IsHidden(rune.Value))
            {
                line.Append(gap && line.Length > 0 ? " " : "").Append(rune);
                gap = false;
            }
        }

        return line.ToString();
    }

    /// <summary>The text, or its beginning and an ellipsis. A character that users see as one is never split.</summary>
    /// <param name="max">The max length in UTF-16 units.</param>
    public static string Clip(string text, int max)
    {
        if (text.Length <= max)
        {
            return text;
        }

        var end = 0;
        for (var next = 0; next < max; next += StringInfo.GetNextTextElementLength(text, next))
        {
            end = next;
        }

        return string.Concat(text.AsSpan(0, end).TrimEnd(), [Ellipsis]);
    }

    private static bool IsGap(Rune rune) => Rune.IsControl(rune) || Rune.IsWhiteSpace(rune);

    // Marks, embeddings, overrides and isolates of direction; zero width space and no-break space.
    private static bool IsHidden(int rune) =>
        rune is 0x200E or 0x200F or 0x061C or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200B or 0xFEFF;
}

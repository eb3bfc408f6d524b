using System.Globalization;
using System.Text;

namespace Tracker.Platform.Primitives;

public static class VisibleText
{
    /// <summary>
    /// Whether the text shows nothing: it has only white space, control and format characters, fillers and variation selectors. Within
    /// visible text these characters have a meaning, for example the joiners of emoji and of Persian.
    /// </summary>
    public static bool IsBlank(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Shows(rune))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Shows(Rune rune) =>
        !Rune.IsWhiteSpace(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format)
        && !IsFiller(rune.Value);

    // The code points of Default_Ignorable_Code_Point that are neither format characters nor white space, and two blank symbols.
    private static bool IsFiller(int codePoint) => codePoint is
        0x034F // combining grapheme joiner
        or 0x115F or 0x1160 or 0x3164 or 0xFFA0 // Hangul fillers
        or 0x17B4 or 0x17B5 // Khmer inherent vowels
        or (>= 0x180B and <= 0x180F) // Mongolian variation selectors and vowel separator
        or 0x2065
        or 0x2800 // blank Braille pattern
        or (>= 0xFE00 and <= 0xFE0F) // variation selectors
        or (>= 0xFFF0 and <= 0xFFF8)
        or 0x1D159 // null notehead
        or (>= 0xE0000 and <= 0xE0FFF); // tags and variation selectors
}

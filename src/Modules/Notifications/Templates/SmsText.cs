using System.Text;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Notifications.Templates;

/// <summary>
/// Converts text so that it fits one SMS segment: 160 characters of the GSM 7-bit alphabet (3GPP TS 23.038 §6.2.1). A single other
/// character would halve the length and cost a second segment.
/// </summary>
public static class SmsText
{
    /// <summary>The max characters of one segment.</summary>
    public const int MaxLength = 160;

    // The basic table without line breaks. Characters of the extension table (the euro sign, brackets) count twice and are replaced below.
    private const string Alphabet =
        "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    // Replacements and the characters they replace. Unicode decomposition is not available: the process runs without culture data.
    private static readonly (string Replacement, string For)[] Spellings =
    [
        ("A", "ÀÁÂÃĀĂĄǍ"), ("C", "ĆĈĊČ"), ("D", "ĎĐÐ"), ("E", "ÈÊËĒĔĖĘĚ"), ("G", "ĜĞĠĢ"), ("H", "ĤĦ"), ("I", "ÌÍÎÏĨĪĬĮİ"), ("J", "Ĵ"),
        ("K", "Ķ"), ("L", "ĹĻĽŁ"), ("N", "ŃŅŇ"), ("O", "ÒÓÔÕŌŎŐ"), ("R", "ŔŖŘ"), ("S", "ŚŜŞŠȘ"), ("T", "ŢŤŦȚ"), ("U", "ÙÚÛŨŪŬŮŰŲ"),
        ("W", "Ŵ"), ("Y", "ÝŶŸ"), ("Z", "ŹŻŽ"),
        ("a", "áâãāăąǎª"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "êëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"), ("i", "íîïĩīĭįı"), ("j", "ĵ"),
        ("k", "ķ"), ("l", "ĺļľł"), ("n", "ńņň"), ("o", "óôõōŏőº"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("t", "ţťŧț"), ("u", "úûũūŭůűų"),
        ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"),
        ("OE", "Œ"), ("oe", "œ"), ("TH", "Þ"), ("th", "þ"), ("SS", "ẞ"), ("EUR", "€"), ("...", "…"), ("(", "[{"), (")", "]}"),
        ("/", "\\|"), ("-", "~‐‑‒–—−"), ("'", "`´‘’‚‹›"), ("\"", "“”„«»"),
    ];

    private static readonly Dictionary<Rune, string> Table =
        Alphabet.EnumerateRunes().Select(rune => (rune, rune.ToString()))
            .Concat(Spellings.SelectMany(spelling => spelling.For.EnumerateRunes().Select(rune => (rune, spelling.Replacement))))
            .ToDictionary();

    /// <summary>Converts to the alphabet, on one line: replaces accented letters, removes characters without a replacement.</summary>
    public static string Spell(string text)
    {
        var spelled = new StringBuilder(text.Length);
        foreach (var rune in PlainText.OneLine(text).EnumerateRunes())
        {
            spelled.Append(Table.GetValueOrDefault(rune, ""));
        }

        // Removed characters can leave double spaces.
        return PlainText.OneLine(spelled.ToString());
    }

    /// <summary>Whether <see cref="Spell"/> keeps every letter and digit. A name that loses letters is better omitted.</summary>
    public static bool CanSpell(string text) =>
        text.EnumerateRunes().All(rune => Table.ContainsKey(rune) || !Rune.IsLetterOrDigit(rune));

    /// <summary><see cref="Spell"/>, truncated to one segment.</summary>
    public static string OneSegment(string text)
    {
        var spelled = Spell(text);
        return spelled.Length <= MaxLength ? spelled : spelled[..(MaxLength - 3)].TrimEnd() + "...";
    }
}

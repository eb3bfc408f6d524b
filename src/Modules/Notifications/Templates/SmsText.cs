using System.Text;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Notifications.Templates;

/// <summary>Text made fit for one SMS: 160 characters of the GSM 7-bit alphabet (3GPP TS 23.038 §6.2.1). A single other character would halve
/// that and cost a second segment.</summary>
public static class SmsText
{
    /// <summary>How many characters one segment holds.</summary>
    public const int MaxLength = 160;

    // The basic table without line breaks. What needs an escape (the euro sign, brackets) counts twice and is spelled otherwise below.
    private const string Alphabet =
        "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    // A replacement and what it stands for. Unicode's own decomposition is not at hand: the process runs without culture data.
    private static readonly (string Replacement, string For)[] Spellings =
    [
        ("A", "ÀÁÂÃĀĂĄǍ"), ("C", "ĆĈĊČ"), ("D", "ĎĐÐ"), ("E", "ÈÊËĒĔĖĘĚ"), ("G", "ĜĞĠĢ"), ("H", "ĤĦ"), ("I", "ÌÍÎÏĨĪĬĮİ"), ("J", "Ĵ"), ("K", "Ķ"),
        ("L", "ĹĻĽŁ"), ("N", "ŃŅŇ"), ("O", "ÒÓÔÕŌŎŐ"), ("R", "ŔŖŘ"), ("S", "ŚŜŞŠȘ"), ("T", "ŢŤŦȚ"), ("U", "ÙÚÛŨŪŬŮŰŲ"), ("W", "Ŵ"), ("Y", "ÝŶŸ"), ("Z", "ŹŻŽ"),
        ("a", "áâãāăąǎª"), ("c", "çćĉċč"), ("d", "ďđð"), ("e", "êëēĕėęě"), ("g", "ĝğġģ"), ("h", "ĥħ"), ("i", "íîïĩīĭįı"), ("j", "ĵ"), ("k", "ķ"),
        ("l", "ĺļľł"), ("n", "ńņň"), ("o", "óôõōŏőº"), ("r", "ŕŗř"), ("s", "śŝşšș"), ("t", "ţťŧț"), ("u", "úûũūŭůűų"), ("w", "ŵ"), ("y", "ýÿŷ"), ("z", "źżž"),
        ("OE", "Œ"), ("oe", "œ"), ("TH", "Þ"), ("th", "þ"), ("SS", "ẞ"), ("EUR", "€"), ("...", "…"), ("(", "[{"), (")", "]}"), ("/", "\\|"), ("-", "~‐‑‒–—−"),
        ("'", "`´‘’‚‹›"), ("\"", "“”„«»"),
    ];

    private static readonly Dictionary<Rune, string> Table =
        Alphabet.EnumerateRunes().Select(rune => (rune, rune.ToString()))
            .Concat(Spellings.SelectMany(spelling => spelling.For.EnumerateRunes().Select(rune => (rune, spelling.Replacement))))
            .ToDictionary();

    /// <summary>The text in the alphabet, on one line: letters with other accents lose them, characters without a likeness are left out.</summary>
    public static string Spell(string text)
    {
        var spelled = new StringBuilder(text.Length);
        foreach (var rune in PlainText.OneLine(text).EnumerateRunes())
        {
            spelled.Append(Table.GetValueOrDefault(rune, ""));
        }

        // What was left out may leave its spaces.
        return PlainText.OneLine(spelled.ToString());
    }

    /// <summary>Whether every letter and digit of the text has a spelling. A name that has not is better left unsaid than mutilated.</summary>
    public static bool CanSpell(string text) => text.EnumerateRunes().All(rune => Table.ContainsKey(rune) || !Rune.IsLetterOrDigit(rune));

    /// <summary>The text spelled and within one segment; what is too much is cut off at the end.</summary>
    public static string OneSegment(string text)
    {
        var spelled = Spell(text);
        return spelled.Length <= MaxLength ? spelled : spelled[..(MaxLength - 3)].TrimEnd() + "...";
    }
}

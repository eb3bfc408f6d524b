using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Identity;

/// <summary>An e-mail address with a valid form. It may still not exist.</summary>
public sealed class EmailAddress
{
    public const int MinLength = 3;

    /// <summary>The max length (document 003 §3.1).</summary>
    public const int MaxLength = 255;

    private const int MaxLocalLength = 64;
    private const int MaxLabelLength = 63;
    private static readonly SearchValues<char> LocalSymbols = SearchValues.Create("!#$%&'*+-/=?^_`{|}~.");

    private EmailAddress(string value) => Value = value;

    /// <summary>The address as typed.</summary>
    public string Value { get; }

    /// <summary>The form for comparisons.</summary>
    internal string Folded => TextFold.Of(Value);

    /// <summary>
    /// Reads an address: <c>local@domain</c> with the lengths of RFC 5321, unquoted, with a dot in the domain. Letters of any script are
    /// accepted. Nothing is trimmed.
    /// </summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        address = text is not null && IsAddress(text) ? new EmailAddress(text) : null;
        return address is not null;
    }

    /// <summary>Hidden, since addresses must not be logged.</summary>
    public override string ToString() => "***";

    private static bool IsAddress(ReadOnlySpan<char> text)
    {
        var at = text.IndexOf('@');
        return text.Length <= MaxLength && at > 0 && IsLocal(text[..at]) && IsDomain(text[(at + 1)..]);
    }

    private static bool IsLocal(ReadOnlySpan<char> local)
    {
        foreach (var rune in local.EnumerateRunes())
        {
            if (!IsOfAWord(rune) && !(rune.IsBmp && LocalSymbols.Contains((char)rune.Value)))
            {
                return false;
            }
        }

        return local.Length <= MaxLocalLength && local[0] != '.' && local[^1] != '.' && local.IndexOf("..") < 0;
    }

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        if (!domain.Contains('.'))
        {
            return false;
        }

        foreach (var label in domain.Split('.'))
        {
            if (!IsLabel(domain[label]))
            {
                return false;
            }
        }

        // No top-level domain is one letter or only digits: 127.0.0.1 is not a domain.
        var top = domain[(domain.LastIndexOf('.') + 1)..];
        return top.Length >= 2 && top.ContainsAnyExceptInRange('0', '9');
    }

    // Scripts such as Devanagari write vowels as marks on letters.
    private static bool IsOfAWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsLabel(ReadOnlySpan<char> label)
    {
        foreach (var rune in label.EnumerateRunes())
        {
            if (!IsOfAWord(rune) && rune.Value != '-')
            {
                return false;
            }
        }

        return label.Length is > 0 and <= MaxLabelLength && label[0] != '-' && label[^1] != '-';
    }
}

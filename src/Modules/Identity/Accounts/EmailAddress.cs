using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>An e-mail address that has the right form. Whether mail reaches it only mail can tell.</summary>
public sealed class EmailAddress
{
    /// <summary>No text shorter than this is an address.</summary>
    public const int MinLength = 3;

    /// <summary>The longest address that is accepted (document 003 §3.1).</summary>
    public const int MaxLength = 255;

    private const int MaxLocalLength = 64;
    private const int MaxLabelLength = 63;
    private static readonly SearchValues<char> LocalSymbols = SearchValues.Create("!#$%&'*+-/=?^_`{|}~.");

    private EmailAddress(string value) => Value = value;

    /// <summary>The address as it was typed.</summary>
    public string Value { get; }

    /// <summary>What addresses are compared by.</summary>
    internal string Folded => TextFold.Of(Value);

    /// <summary>
    /// Reads an address: <c>local@domain</c> with the lengths of RFC 5321, unquoted, the domain having a dot. Letters of any script are accepted.
    /// Nothing is trimmed.
    /// </summary>
    /// <param name="text">What was typed.</param>
    /// <param name="address">The address, when the form is right.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        address = text is not null && IsAddress(text) ? new EmailAddress(text) : null;
        return address is not null;
    }

    /// <summary>Nothing of it: addresses have no place in logs.</summary>
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

        // No top-level domain is one letter or only digits: 127.0.0.1 is no domain.
        var top = domain[(domain.LastIndexOf('.') + 1)..];
        return top.Length >= 2 && top.ContainsAnyExceptInRange('0', '9');
    }

    // Scripts such as Devanagari write vowels as marks on letters.
    private static bool IsOfAWord(Rune rune) =>
        Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

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

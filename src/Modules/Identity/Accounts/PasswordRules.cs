using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Tracker.Modules.Identity.Passwords;
using Tracker.Platform.Security;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>Why a new password is rejected.</summary>
public enum PasswordFault
{
    /// <summary>Fewer characters (code points) than <see cref="PasswordRules.MinLength"/>.</summary>
    TooShort,

    /// <summary>Over 72 bytes in UTF-8; bcrypt would ignore the rest.</summary>
    TooLong,

    /// <summary>It contains U+0000 or half of a surrogate pair.</summary>
    NotText,

    NoUppercase,

    NoLowercase,

    NoDigit,

    /// <summary>It has no character that is neither letter nor digit.</summary>
    NoSpecial,
}

/// <summary>A system's rules for new passwords.</summary>
/// <param name="MinLength">In code points.</param>
/// <param name="NeedsEveryKind">Requires upper case, lower case, digit and special character (document 003 §4.1).</param>
public sealed record PasswordRules(int MinLength, bool NeedsEveryKind = false)
{
    /// <summary>Checks a new password, byte for byte as typed.</summary>
    /// <param name="password">Proves to the use cases that the password was checked.</param>
    /// <param name="faults">All violations; empty when accepted.</param>
    public bool TryAccept(string text, [NotNullWhen(true)] out NewPassword? password, out IReadOnlyList<PasswordFault> faults)
    {
        faults = [.. FaultsOf(text)];
        password = faults.Count == 0 ? new NewPassword(new Secret(text)) : null;
        return password is not null;
    }

    /// <summary>As <see cref="TryAccept"/>, with the faults as texts of <see cref="Explain"/>.</summary>
    public (NewPassword? Password, IEnumerable<string> Faults) Accept(string text)
    {
        TryAccept(text, out var password, out var faults);
        return (password, faults.Select(Explain));
    }

    /// <summary>A text that follows the name of the field, for example <c>needs a digit</c>.</summary>
    public string Explain(PasswordFault fault) => fault switch
    {
        PasswordFault.TooShort => $"must have at least {MinLength} characters",
        PasswordFault.TooLong => $"must have at most {PasswordHasher.MaxPasswordBytes} bytes in UTF-8",
        PasswordFault.NotText => "must be valid text without U+0000",
        PasswordFault.NoUppercase => "needs an upper-case letter",
        PasswordFault.NoLowercase => "needs a lower-case letter",
        PasswordFault.NoDigit => "needs a digit",
        PasswordFault.NoSpecial => "needs a character that is neither letter nor digit",
    };

    private IEnumerable<PasswordFault> FaultsOf(string text)
    {
        if (text.EnumerateRunes().Count() < MinLength)
        {
            yield return PasswordFault.TooShort;
        }

        if (Encoding.UTF8.GetByteCount(text) > PasswordHasher.MaxPasswordBytes)
        {
            yield return PasswordFault.TooLong;
        }

        if (text.Contains('\0') || !IsWellFormed(text))
        {
            yield return PasswordFault.NotText;
        }

        foreach (var fault in NeedsEveryKind ? MissingKinds(text) : [])
        {
            yield return fault;
        }
    }

    private static IEnumerable<PasswordFault> MissingKinds(string text)
    {
        var characters = text.EnumerateRunes().ToList();
        if (!characters.Exists(Rune.IsUpper))
        {
            yield return PasswordFault.NoUppercase;
        }

        if (!characters.Exists(Rune.IsLower))
        {
            yield return PasswordFault.NoLowercase;
        }

        if (!characters.Exists(Rune.IsDigit))
        {
            yield return PasswordFault.NoDigit;
        }

        if (characters.TrueForAll(Rune.IsLetterOrDigit))
        {
            yield return PasswordFault.NoSpecial;
        }
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }
}

/// <summary>A new password that satisfies the system's <see cref="PasswordRules"/>; only they create it.</summary>
public sealed class NewPassword
{
    internal NewPassword(Secret secret) => Secret = secret;

    internal Secret Secret { get; }

    public override string ToString() => "***";
}

using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.ShopFlow.AuthService;

/// <summary>Reads new passwords from bodies.</summary>
internal static class Passwords
{
    /// <summary>The accepted password, or null with every one of its faults told under the field.</summary>
    public static NewPassword? RequiredNewPassword(this JsonBody body, string field, PasswordRules rules)
    {
        var text = body.RequiredText(field, TextRule.Secret);
        if (text.Length == 0)
        {
            return null;
        }

        rules.TryAccept(text, out var password, out var faults);
        foreach (var fault in faults)
        {
            body.Faults.Add("body", field, Message(fault, rules), "value_error");
        }

        return password;
    }

    public static string Message(PasswordFault fault, PasswordRules rules) => fault switch
    {
        PasswordFault.TooShort => $"must have at least {rules.MinLength} characters",
        PasswordFault.TooLong => "must have at most 72 bytes in UTF-8",
        PasswordFault.NotText => "must be valid text without U+0000",
        PasswordFault.NoUppercase => "needs an upper-case letter",
        PasswordFault.NoLowercase => "needs a lower-case letter",
        PasswordFault.NoDigit => "needs a digit",
        PasswordFault.NoSpecial => "needs a character that is neither letter nor digit",
    };
}

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
            body.Faults.Add("body", field, rules.Explain(fault), "value_error");
        }

        return password;
    }
}

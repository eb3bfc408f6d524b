using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Hosting;

namespace Tracker.Systems.ShopFlow.AuthService;

/// <summary>The admin that <c>ADMIN_EMAIL</c> and <c>ADMIN_PASSWORD</c> ask for.</summary>
internal sealed record AdminAccount(EmailAddress Email, NewPassword Password)
{
    private const string EmailVariable = "ADMIN_EMAIL";
    private const string PasswordVariable = "ADMIN_PASSWORD";

    /// <summary>Reads both variables; one without the other, or a bad value, stops the start.</summary>
    public static AdminAccount? Read(ServiceSettings settings, PasswordRules rules)
    {
        if (settings.Optional(EmailVariable) is null && settings.Optional(PasswordVariable) is null)
        {
            return null;
        }

        var email = settings.Parse<EmailAddress?>(EmailVariable, settings.Required(EmailVariable, $"it belongs to {PasswordVariable}"), ReadEmail, null);
        var password = settings.Parse<NewPassword?>(
            PasswordVariable, settings.Required(PasswordVariable, $"it belongs to {EmailVariable}"), text => ReadPassword(text, rules), null);
        return email is null || password is null ? null : new AdminAccount(email, password);
    }

    private static EmailAddress ReadEmail(string text) =>
        EmailAddress.TryParse(text, out var address) ? address : throw new FormatException("must be an e-mail address");

    private static NewPassword ReadPassword(string text, PasswordRules rules) =>
        rules.TryAccept(text, out var password, out var faults)
            ? password
            : throw new FormatException(string.Join("; ", faults.Select(fault => Passwords.Message(fault, rules))));
}

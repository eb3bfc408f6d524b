using Tracker.Platform.Settings;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>The admin account of <c>ADMIN_EMAIL</c> and <c>ADMIN_PASSWORD</c>.</summary>
/// <param name="Password">For a new account; an existing account keeps its password.</param>
public sealed record AdminAccount(EmailAddress Email, NewPassword Password)
{
    internal static readonly Setting<string> EmailVariable =
        Setting.Text("ADMIN_EMAIL", "an admin to create at start, unless the address has an account");

    internal static readonly Setting<string> PasswordVariable = Setting.Text("ADMIN_PASSWORD", "the password the admin gets");

    /// <param name="settings">Receives each fault: an invalid value, or one variable without the other.</param>
    /// <returns>Null when neither is set or a value is invalid.</returns>
    public static AdminAccount? Read(ServiceSettings settings, PasswordRules rules)
    {
        var (address, secret) = (settings.Optional(EmailVariable), settings.Verbatim(PasswordVariable));
        if (address is null && secret is null)
        {
            return null;
        }

        var email = ReadEmail(address, settings.Refuse);
        var password = ReadPassword(secret, rules, settings.Refuse);
        return email is null || password is null ? null : new AdminAccount(email, password);
    }

    private static EmailAddress? ReadEmail(string? text, Action<string> refuse)
    {
        if (!EmailAddress.TryParse(text, out var email))
        {
            refuse(text is null
                ? $"{EmailVariable.Name} is not set (it belongs to {PasswordVariable.Name})"
                : $"{EmailVariable.Name}: must be an e-mail address");
        }

        return email;
    }

    private static NewPassword? ReadPassword(string? text, PasswordRules rules, Action<string> refuse)
    {
        if (text is null)
        {
            refuse($"{PasswordVariable.Name} is not set (it belongs to {EmailVariable.Name})");
            return null;
        }

        if (!rules.TryAccept(text, out var password, out var faults))
        {
            refuse($"{PasswordVariable.Name}: {string.Join("; ", faults.Select(rules.Explain))}");
        }

        return password;
    }
}

namespace Tracker.Modules.Identity.Accounts;

/// <summary>The admin account of <c>ADMIN_EMAIL</c> and <c>ADMIN_PASSWORD</c>.</summary>
/// <param name="Password">For a new account; an existing account keeps its password.</param>
public sealed record AdminAccount(EmailAddress Email, NewPassword Password)
{
    private const string EmailVariable = "ADMIN_EMAIL";
    private const string PasswordVariable = "ADMIN_PASSWORD";

    /// <param name="variable">Returns the value of an environment variable; null when it is not set.</param>
    /// <param name="refuse">Receives each error, which begins with the variable's name: an invalid value, or one variable without the
    /// other.</param>
    /// <returns>Null when neither is set or a value is invalid.</returns>
    public static AdminAccount? Read(Func<string, string?> variable, PasswordRules rules, Action<string> refuse)
    {
        var (address, secret) = (variable(EmailVariable)?.Trim(), variable(PasswordVariable));
        if (address is null && secret is null)
        {
            return null;
        }

        var email = ReadEmail(address, refuse);
        var password = ReadPassword(secret, rules, refuse);
        return email is null || password is null ? null : new AdminAccount(email, password);
    }

    private static EmailAddress? ReadEmail(string? text, Action<string> refuse)
    {
        if (!EmailAddress.TryParse(text, out var email))
        {
            refuse(text is null
                ? $"{EmailVariable} is not set (it belongs to {PasswordVariable})"
                : $"{EmailVariable}: must be an e-mail address");
        }

        return email;
    }

    private static NewPassword? ReadPassword(string? text, PasswordRules rules, Action<string> refuse)
    {
        if (text is null)
        {
            refuse($"{PasswordVariable} is not set (it belongs to {EmailVariable})");
            return null;
        }

        if (!rules.TryAccept(text, out var password, out var faults))
        {
            refuse($"{PasswordVariable}: {string.Join("; ", faults.Select(rules.Explain))}");
        }

        return password;
    }
}

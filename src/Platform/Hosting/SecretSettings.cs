using Tracker.Platform.Security;
using Tracker.Platform.Security.Passwords;

namespace Tracker.Platform.Hosting;

/// <summary>Secrets from the environment. No message ever repeats one.</summary>
public static class SecretSettings
{
    /// <summary>The signing secret of a variable and, for rotation, of the same variable with <c>_PREVIOUS</c>. Under 32 bytes it is refused when
    /// <c>TRACKER_ENV=production</c>.</summary>
    public static SigningKeys SigningKeys(this ServiceSettings settings, string variable)
    {
        var current = settings.Required(variable, "the HS256 secret, 32 bytes or more");
        var previous = settings.Optional(variable + "_PREVIOUS");
        if (settings.Optional("TRACKER_ENV") == "production")
        {
            CheckLength(settings, variable, current);
            CheckLength(settings, variable + "_PREVIOUS", previous ?? "");
        }

        return new SigningKeys(new Secret(current.Length > 0 ? current : "unset"), previous is null ? null : new Secret(previous));
    }

    /// <summary>The bcrypt cost, <c>PASSWORD_HASH_COST</c>: 12 unless set, and never less in production.</summary>
    public static int PasswordHashCost(this ServiceSettings settings) =>
        settings.Number("PASSWORD_HASH_COST", PasswordHasher.DefaultCost, settings.Optional("TRACKER_ENV") == "production" ? PasswordHasher.DefaultCost : 4, 16);

    private static void CheckLength(ServiceSettings settings, string variable, string secret) =>
        settings.Parse(
            variable,
            secret,
            text => new Secret(text).Length >= Security.SigningKeys.RecommendedBytes
                ? text
                : throw new FormatException("must have 32 bytes or more in production"),
            "");
}

using Tracker.Platform.Settings;

namespace Tracker.Platform.Security;

/// <summary>The variables of secrets. No message ever repeats one.</summary>
public static class SecretSettings
{
    private static readonly Setting<string> Environment =
        Setting.Text("TRACKER_ENV", "production: short signing secrets and cheap passwords are refused");

    /// <summary>For services that sign or verify tokens.</summary>
    /// <param name="variable">The variable with the signing secret.</param>
    public static SettingGroup Group(string variable) =>
        new("Tokens", SigningSecret(variable) with { IsRequired = true }, Previous(variable), Environment);

    /// <summary>The secret that signs tokens.</summary>
    public static Setting<string> SigningSecret(string variable) => Setting.Text(variable, "the HS256 secret, 32 bytes or more");

    /// <summary>
    /// The signing secret of a variable and, for rotation, of the same variable with <c>_PREVIOUS</c>. Production
    /// (<c>TRACKER_ENV=production</c>) refuses secrets under 32 bytes.
    /// </summary>
    public static SigningKeys SigningKeys(this ServiceSettings settings, string variable)
    {
        var (signing, before) = (SigningSecret(variable), Previous(variable));
        if (settings.IsProduction())
        {
            (signing, before) = (signing with { Parse = Long }, before with { Parse = Long });
        }

        var current = settings.Require(signing);
        var previous = settings.Read(before);
        return new SigningKeys(new Secret(current.Length > 0 ? current : "unset"), previous.Length > 0 ? new Secret(previous) : null);
    }

    /// <summary>Whether the environment is production, where weak secrets and cheap passwords are refused.</summary>
    public static bool IsProduction(this ServiceSettings settings) => settings.Optional(Environment) == "production";

    private static Setting<string> Previous(string variable) =>
        Setting.Text(variable + "_PREVIOUS", "an earlier secret, whose tokens are still accepted");

    private static string Long(string text) =>
        new Secret(text).Length >= Security.SigningKeys.RecommendedBytes
            ? text
            : throw new FormatException("must have 32 bytes or more in production");
}

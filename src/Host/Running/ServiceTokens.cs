using Tracker.Host.Data;
using Tracker.Platform.Hosting;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;
using Tracker.Platform.Settings;
using Tracker.Platform.Storage;

namespace Tracker.Host.Running;

/// <summary>
/// Tokens of services and operators (document 003 §8.2), signed with the system's secret: the configured one, else the one that <c>up</c>
/// generated.
/// </summary>
internal static class ServiceTokens
{
    /// <summary>Issues a token with <c>sub</c>, <c>role</c>, <c>iat</c> and <c>exp</c>.</summary>
    /// <exception cref="SettingsException">The secret is invalid.</exception>
    /// <exception cref="StartException">The generated secret cannot be read.</exception>
    public static string Issue(
        SystemDefinition system,
        IReadOnlyDictionary<string, string> environment,
        TokenBearer bearer,
        TimeSpan lifetime,
        TimeProvider clock)
    {
        var variables = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        var settings = new ServiceSettings(variables);
        if (settings.Optional(SecretSettings.SigningSecret(system.SecretVariable)) is null)
        {
            variables[system.SecretVariable] = DataFolder.Secret(settings.DataFolder(system.Name), SystemPlan.SecretFile);
        }

        var keys = settings.SigningKeys(system.SecretVariable);
        settings.ThrowIfInvalid();
        return new JwtIssuer(keys, clock).Issue(bearer, TokenPolicy.OfService(lifetime));
    }
}

using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Platform.Hosting;

/// <summary>
/// What <c>up</c> gives each service of a system to run with: everything the operator set, and for the rest the addresses, stores, secret and tokens it makes
/// itself.
/// </summary>
internal sealed class SystemPlan(SystemDefinition system, IReadOnlyDictionary<string, string> environment, HostPorts ports)
{
    /// <summary>The file in the data folder with the signing secret that <c>up</c> made.</summary>
    public const string SecretFile = "secret";

    private readonly ServiceSettings own = new(environment);

    /// <summary>The stores nobody gave an address for: the embedded PostgreSQL has them.</summary>
    public IReadOnlyList<string> EmbeddedStores =>
        [.. system.Services.Where(service => service.Store is not null && GivenUrl(own, service) is null)
            .Select(service => service.Store!).Distinct(StringComparer.Ordinal)];

    /// <summary>What one service is composed from.</summary>
    /// <param name="service">The service.</param>
    /// <param name="embeddedUrl">The address of a store in the embedded PostgreSQL.</param>
    /// <param name="log">Where the process logs.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="SettingsException">The address of a database is none, or a file that holds a variable cannot be read.</exception>
    public ServiceContext ContextOf(ServiceDefinition service, Func<string, string> embeddedUrl, LogOutput log, TimeProvider clock)
    {
        var settings = SettingsOf(service, embeddedUrl);
        own.ThrowIfInvalid();
        var issuer = new JwtIssuer(settings.SigningKeys(system.SecretVariable), clock);
        return new ServiceContext(system.Name, service.Name, settings, log, clock) { FreshToken = new RenewedServiceToken(issuer, service.Name, clock).Current };
    }

    private ServiceSettings SettingsOf(ServiceDefinition service, Func<string, string> embeddedUrl)
    {
        var variables = new Dictionary<string, string>(environment, StringComparer.Ordinal)
        {
            ["HOST"] = ports.Host,
            ["PORT"] = ports[service.Name].ToString(),
            ["TRACKER_DATA"] = DataFolder.Root(own),
        };
        variables.Remove("DATABASE_URL");
        variables.Remove("DATABASE_URL_FILE");
        if (service.Store is { } store)
        {
            variables["DATABASE_URL"] = GivenUrl(own, service) ?? embeddedUrl(store);
        }

        if (own.Optional(system.SecretVariable) is null)
        {
            variables[system.SecretVariable] = DataFolder.Secret(DataFolder.PathOf(own, system.Name), SecretFile);
        }

        foreach (var called in system.Services.Where(other => service.Calls.Contains(other.Name) && own.Optional(other.VariablePrefix + "_URL") is null))
        {
            variables[called.VariablePrefix + "_URL"] = ports.UrlOf(called.Name);
        }

        return new ServiceSettings(variables);
    }

    // A service that shares a store goes where the store's owner goes, unless it was given its own way.
    private static string? GivenUrl(ServiceSettings settings, ServiceDefinition service) =>
        settings.DatabaseUrl(service.VariablePrefix + "_DATABASE_URL") ?? settings.DatabaseUrl(ServiceDefinition.PrefixOf(service.Store!) + "_DATABASE_URL");
}

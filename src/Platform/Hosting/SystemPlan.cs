namespace Tracker.Platform.Hosting;

/// <summary>What <c>up</c> gives each service of a system to run with: everything the operator set, and for the rest the addresses, stores and secret it makes itself.</summary>
internal sealed class SystemPlan(SystemDefinition system, IReadOnlyDictionary<string, string> environment, HostPorts ports)
{
    /// <summary>The file in the data folder with the signing secret that <c>up</c> made.</summary>
    public const string SecretFile = "secret";

    /// <summary>The stores nobody gave an address for: the embedded PostgreSQL has them.</summary>
    public IReadOnlyList<string> EmbeddedStores { get; } =
        [.. system.Services.Where(service => service.Store is not null && GivenUrl(environment, service) is null).Select(service => service.Store!).Distinct(StringComparer.Ordinal)];

    /// <summary>The variables of one service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="dataRoot">What it sees as <c>TRACKER_DATA</c>.</param>
    /// <param name="secret">The signing secret, used unless the operator set one.</param>
    /// <param name="embeddedUrl">The address of a store in the embedded PostgreSQL.</param>
    public ServiceSettings For(ServiceDefinition service, string dataRoot, Func<string> secret, Func<string, string> embeddedUrl)
    {
        var variables = new Dictionary<string, string>(environment, StringComparer.Ordinal)
        {
            ["HOST"] = ports.Host,
            ["PORT"] = ports[service.Name].ToString(),
            ["TRACKER_DATA"] = dataRoot,
        };
        variables.Remove("DATABASE_URL");
        if (service.Store is { } store)
        {
            variables["DATABASE_URL"] = GivenUrl(environment, service) ?? embeddedUrl(store);
        }

        if (!IsSet(environment, system.SecretVariable))
        {
            variables[system.SecretVariable] = secret();
        }

        foreach (var called in system.Services.Where(other => service.Calls.Contains(other.Name) && !IsSet(environment, other.VariablePrefix + "_URL")))
        {
            variables[called.VariablePrefix + "_URL"] = ports.UrlOf(called.Name);
        }

        return new ServiceSettings(variables);
    }

    // A service that shares a store goes where the store's owner goes, unless it was given its own way.
    private static string? GivenUrl(IReadOnlyDictionary<string, string> environment, ServiceDefinition service) =>
        new[] { service.VariablePrefix, ServiceDefinition.PrefixOf(service.Store!) }
            .Select(prefix => environment.GetValueOrDefault(prefix + "_DATABASE_URL"))
            .FirstOrDefault(url => !string.IsNullOrWhiteSpace(url));

    private static bool IsSet(IReadOnlyDictionary<string, string> environment, string name) => !string.IsNullOrWhiteSpace(environment.GetValueOrDefault(name));
}

using Tracker.Host.Data;
using Tracker.Host.Ports;
using Tracker.Platform.Hosting;
using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Persistence;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;
using Tracker.Platform.Settings;
using Tracker.Platform.Storage;

namespace Tracker.Host.Running;

/// <summary>
/// What <c>up</c> gives each service of a system to run with: everything the operator set, and for the rest the addresses, stores, secret and tokens it makes
/// itself.
/// </summary>
internal sealed class SystemPlan
{
    /// <summary>The file in the data folder with the signing secret that <c>up</c> made.</summary>
    public const string SecretFile = "secret";

    /// <summary>The variables of <c>up</c> itself.</summary>
    public static SettingGroup Group { get; } = new(
        "The whole system",
        DataFolderSettings.Data,
        ListenSettings.Host,
        ListenSettings.PortIn("<SERVICE>_PORT", 0) with { Default = "the service's own", Note = "For example API_PORT" },
        DatabaseSettings.Url("<SERVICE>_DATABASE_URL") with { Default = "the private PostgreSQL" });

    /// <summary>The names of those that every service is given by it.</summary>
    public static IReadOnlySet<string> SetsForServices { get; } =
        Enumerable.Concat<Setting>([ListenSettings.Host, ListenSettings.Port, DataFolderSettings.Data], DatabaseSettings.Group.Settings)
            .Select(setting => setting.Name).ToHashSet(StringComparer.Ordinal);

    // Settings are checked before a cluster and a secret exist. Nothing connects to this address.
    private const string UncheckedUrl = "postgres://unset@unset.invalid/unset";
    private const string UncheckedSecret = "replaced by the generated secret before anything starts";

    private readonly SystemDefinition system;
    private readonly IReadOnlyDictionary<string, string> environment;
    private readonly ServiceSettings own;
    private readonly SystemEvents? events;

    /// <summary>Reads the variables that are not of one service alone: address, ports and databases.</summary>
    /// <param name="system">The system.</param>
    /// <param name="environment">The variables of the process.</param>
    public SystemPlan(SystemDefinition system, IReadOnlyDictionary<string, string> environment)
    {
        (this.system, this.environment) = (system, environment);
        own = new ServiceSettings(environment);
        events = system.NewEvents();
        Ports = HostPorts.Read(system, own);
        EmbeddedStores =
        [
            .. system.Services.Where(service => service.Store is not null && GivenUrl(own, service) is null)
                .Select(service => service.Store!).Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>Where the services listen.</summary>
    public HostPorts Ports { get; }

    /// <summary>The stores without a configured address: the embedded PostgreSQL has them.</summary>
    public IReadOnlyList<string> EmbeddedStores { get; }

    /// <summary>The system's folder.</summary>
    public string Folder => own.DataFolder(system.Name);

    /// <summary>Whether what the services have in common is right. What each reads for itself is checked when it is composed.</summary>
    public bool IsValid => own.IsValid;

    /// <summary>Ends reading what the services have in common.</summary>
    /// <exception cref="SettingsException">A port, the address or a database URL is wrong.</exception>
    public void ThrowIfInvalid() => own.ThrowIfInvalid();

    /// <summary>Checks every variable of every service and makes nothing. One message names all that are missing or wrong.</summary>
    /// <param name="log">Where the process logs.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="SettingsException">Variables are missing or wrong.</exception>
    public async Task ThrowIfAnyInvalidAsync(LogOutput log, TimeProvider clock)
    {
        try
        {
            await using var composed = RunningServices.Build(
                system.Services, service => ContextOf(service, _ => UncheckedUrl, () => UncheckedSecret, log, clock));
        }
        catch (SettingsException e)
        {
            e.Problems.ToList().ForEach(own.Refuse);
        }

        own.ThrowIfInvalid();
    }

    /// <summary>What one service is composed from.</summary>
    /// <param name="service">The service.</param>
    /// <param name="embeddedUrl">The address of a store in the embedded PostgreSQL.</param>
    /// <param name="log">Where the process logs.</param>
    /// <param name="clock">The time.</param>
    public ServiceContext ContextOf(ServiceDefinition service, Func<string, string> embeddedUrl, LogOutput log, TimeProvider clock) =>
        ContextOf(service, embeddedUrl, () => DataFolder.Secret(Folder, SecretFile), log, clock);

    private ServiceContext ContextOf(
        ServiceDefinition service, Func<string, string> embeddedUrl, Func<string> generatedSecret, LogOutput log, TimeProvider clock)
    {
        var settings = SettingsOf(service, embeddedUrl, generatedSecret);
        var issuer = new JwtIssuer(settings.SigningKeys(system.SecretVariable), clock);
        return new ServiceContext(system.Name, service.Name, settings, log, clock)
        {
            Events = events,
            FreshToken = new RenewedServiceToken(issuer, service.Name, clock).Current,
        };
    }

    private ServiceSettings SettingsOf(ServiceDefinition service, Func<string, string> embeddedUrl, Func<string> generatedSecret)
    {
        var variables = new Dictionary<string, string>(environment, StringComparer.Ordinal)
        {
            ["HOST"] = Ports.Host,
            ["PORT"] = Ports[service.Name].ToString(),
            ["TRACKER_DATA"] = own.DataRoot(),
        };
        variables.Remove("DATABASE_URL");
        variables.Remove("DATABASE_URL_FILE");
        if (service.Store is { } store)
        {
            // A configured address that is wrong is empty here. It is noted under the name it was given under.
            variables["DATABASE_URL"] = GivenUrl(own, service) switch
            {
                null => embeddedUrl(store),
                "" => UncheckedUrl,
                var given => given,
            };
        }

        if (own.Optional(SecretSettings.SigningSecret(system.SecretVariable)) is null)
        {
            variables[system.SecretVariable] = generatedSecret();
        }

        foreach (var called in system.Services.Where(other => service.Calls.Contains(other.Name) && own.Optional(PeerSettings.Url(other.Name)) is null))
        {
            variables[PeerSettings.Url(called.Name).Name] = Ports.UrlOf(called.Name);
        }

        return new ServiceSettings(variables);
    }

    // A service that shares a store goes where the store's owner goes, unless it was given its own way.
    private static string? GivenUrl(ServiceSettings settings, ServiceDefinition service) =>
        GivenUrl(settings, service.VariablePrefix) ?? GivenUrl(settings, ServiceDefinition.PrefixOf(service.Store!));

    private static string? GivenUrl(ServiceSettings settings, string prefix) =>
        DatabaseSettings.Url(prefix + "_DATABASE_URL") is var url && settings.Optional(url) is not null ? settings.Read(url) : null;
}

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
/// The configuration that <c>up</c> gives each service of a system: the operator's variables, and for unset ones the addresses, stores,
/// secret and tokens that <c>up</c> creates.
/// </summary>
internal sealed class SystemPlan
{
    /// <summary>The file in the data folder with the generated signing secret.</summary>
    public const string SecretFile = "secret";

    /// <summary>The variables of <c>up</c> itself.</summary>
    public static SettingGroup Group { get; } = new(
        "The whole system",
        DataFolderSettings.Data,
        ListenSettings.Host,
        ListenSettings.PortIn("<SERVICE>_PORT", 0) with { Default = "the service's own", Note = "For example API_PORT" },
        DatabaseSettings.Url("<SERVICE>_DATABASE_URL") with { Default = "the private PostgreSQL" });

    /// <summary>The names of the variables that <c>up</c> sets for every service.</summary>
    public static IReadOnlySet<string> SetsForServices { get; } =
        Enumerable.Concat<Setting>([ListenSettings.Host, ListenSettings.Port, DataFolderSettings.Data], DatabaseSettings.Group.Settings)
            .Select(setting => setting.Name).ToHashSet(StringComparer.Ordinal);

    // Settings are checked before the cluster and the secret exist. Nothing connects to this address.
    private const string UncheckedUrl = "postgres://unset@unset.invalid/unset";
    private const string UncheckedSecret = "replaced by the generated secret before anything starts";

    private readonly SystemDefinition system;
    private readonly IReadOnlyDictionary<string, string> environment;
    private readonly ServiceSettings own;
    private readonly SystemEvents? events;

    /// <summary>Reads the variables that the services share: address, ports and databases.</summary>
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

    public HostPorts Ports { get; }

    /// <summary>The stores without a configured address, which are in the embedded PostgreSQL.</summary>
    public IReadOnlyList<string> EmbeddedStores { get; }

    /// <summary>The system's folder.</summary>
    public string Folder => own.DataFolder(system.Name);

    /// <summary>Whether the shared variables are valid. Those of a single service are checked when it is composed.</summary>
    public bool IsValid => own.IsValid;

    /// <exception cref="SettingsException">A port, the address or a database URL is invalid.</exception>
    public void ThrowIfInvalid() => own.ThrowIfInvalid();

    /// <summary>Checks every variable of every service and creates nothing.</summary>
    /// <exception cref="SettingsException">Variables are missing or invalid; the message has all of them.</exception>
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

    /// <param name="embeddedUrl">Returns the address of a store in the embedded PostgreSQL.</param>
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
            // An invalid address is empty here; the settings have the problem under the variable's own name.
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

        foreach (var peer in system.Services.Where(other => service.Calls.Contains(other.Name)))
        {
            var url = PeerSettings.Url(peer.Name);
            if (own.Optional(url) is null)
            {
                variables[url.Name] = Ports.UrlOf(peer.Name);
            }
        }

        return new ServiceSettings(variables);
    }

    // A service with a shared store uses the address of the store's owner, unless it has one of its own.
    private static string? GivenUrl(ServiceSettings settings, ServiceDefinition service) =>
        GivenUrl(settings, service, service.VariablePrefix)
            ?? GivenUrl(settings, service, ServiceDefinition.PrefixOf(service.Store!));

    private static string? GivenUrl(ServiceSettings settings, ServiceDefinition service, string prefix)
    {
        var variable = prefix + "_DATABASE_URL";
        var url = service.Settings.Contains(DatabaseSettings.GroupOfEither)
            ? DatabaseSettings.UrlOfEither(variable)
            : DatabaseSettings.Url(variable);
        return settings.Optional(url) is not null ? settings.Read(url) : null;
    }
}

using Microsoft.AspNetCore.Builder;
using Tracker.Platform.Messaging;
using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Security.Tokens;
using Tracker.Platform.Settings;
using Tracker.Platform.Storage;

namespace Tracker.Platform.Hosting;

/// <summary>One product: a name and its services.</summary>
/// <param name="Name">The name on the command line, in the data folder and in the documents.</param>
/// <param name="SecretVariable">The environment variable with the HS256 secret that all its services share.</param>
/// <param name="Services">In start order: a service follows those whose rows its own rows reference, as an order references a user.</param>
public sealed record SystemDefinition(string Name, string SecretVariable, IReadOnlyList<ServiceDefinition> Services)
{
    /// <summary>The service that keeps the accounts; the operator's <c>user</c> commands call its use cases.</summary>
    public required string Accounts { get; init; }

    /// <summary>The events between its services; null when there are none.</summary>
    public EventTopology? Events { get; init; }

    /// <summary>The events of one run. Services of the same run exchange them without a broker; services of another run do not.</summary>
    public SystemEvents? NewEvents() => Events is null ? null : new SystemEvents(Events);
}

/// <summary>One service of a system. It runs alone in a container, or beside the others in the process of <c>up</c>.</summary>
/// <param name="Name">For example <c>order-service</c>.</param>
/// <param name="DefaultPort">The port that the system's document specifies.</param>
/// <param name="HealthPath">Returns 200 when the service is ready.</param>
/// <param name="Build">
/// Composes the application. It reads every variable it needs, then calls <see cref="ServiceSettings.ThrowIfInvalid"/>.
/// </param>
public sealed record ServiceDefinition(string Name, int DefaultPort, string HealthPath, Func<ServiceContext, WebApplication> Build)
{
    /// <summary>
    /// The service whose database this one uses: its own name, another's when two share one (document 002's worker and api), or null for a
    /// service without a store.
    /// </summary>
    public string? Store { get; init; }

    /// <summary>
    /// A query on the store that returns, in one column, the names of the files that its rows reference, relative to
    /// <see cref="DataFolderSettings.Files"/>. Null when it has no files.
    /// </summary>
    public string? FileNames { get; init; }

    /// <summary>The services this one calls. <c>up</c> sets their addresses, for example in <c>AUTH_SERVICE_URL</c>.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>
    /// No request blocks a thread. A process that runs only this service handles its requests on the threads that wait for the network.
    /// </summary>
    public bool NeverBlocks { get; init; }

    /// <summary>
    /// The variables it reads in addition to those of every service (<see cref="ListenSettings.Group"/>). A service that runs alone
    /// (<c>serve</c>) needs those that are required; <c>up</c> creates tokens and needs no broker.
    /// </summary>
    public IReadOnlyList<SettingGroup> Settings { get; init; } = [];

    /// <summary>
    /// Returns what the service needs and this machine lacks, or null. <c>up</c> then reports it and starts the other services; the service
    /// alone does not start. Null: it needs nothing of that kind.
    /// </summary>
    public Func<ServiceSettings, string?>? Lack { get; init; }

    /// <summary>The service's name as a prefix of environment variables: <c>order-service</c> becomes <c>ORDER_SERVICE</c>.</summary>
    public string VariablePrefix => PrefixOf(Name);

    public static string PrefixOf(string name) => name.ToUpperInvariant().Replace('-', '_');
}

/// <summary>The parameters for composing a service.</summary>
/// <param name="System">The system's name.</param>
/// <param name="Service">The service's name.</param>
/// <param name="Log">The log of the whole process.</param>
public sealed record ServiceContext(string System, string Service, ServiceSettings Settings, LogOutput Log, TimeProvider Clock)
{
    /// <summary>The events of the system in this run, shared by its services; null when it has none.</summary>
    public SystemEvents? Events { get; init; }

    /// <summary>Creates an unexpired service token when no variable sets one; null: every token must be set by a variable.</summary>
    public Func<string>? FreshToken { get; init; }

    /// <summary>This service's token for a peer. Call it for each request, since the token may be renewed (document 003 §8.2).</summary>
    /// <param name="variable">For example <c>AUTH_SERVICE_TOKEN</c>.</param>
    public Func<string> PeerToken(Setting<string> variable)
    {
        if (FreshToken is { } fresh && Settings.Optional(variable) is null)
        {
            return fresh;
        }

        var given = Settings.Require(variable);
        return Settings.FileOf(variable) is { } file ? new ServiceTokenFile(file, given, Clock).Current : () => given;
    }
}

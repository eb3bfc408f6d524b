using Microsoft.AspNetCore.Builder;
using Tracker.Platform.Messaging;
using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Security.Tokens;
using Tracker.Platform.Settings;
using Tracker.Platform.Storage;

namespace Tracker.Platform.Hosting;

/// <summary>One product: a name and the services that make it up.</summary>
/// <param name="Name">Its name everywhere: on the command line, in the data folder, in the documents.</param>
/// <param name="SecretVariable">The environment variable that holds the HS256 secret all its services share.</param>
/// <param name="Services">Its services, in the order they start: each after those whose rows its own rows name, as an order names a user.</param>
public sealed record SystemDefinition(string Name, string SecretVariable, IReadOnlyList<ServiceDefinition> Services)
{
    /// <summary>The service that keeps the accounts, whose use cases the operator's <c>user</c> commands call.</summary>
    public required string Accounts { get; init; }

    /// <summary>What its services tell each other by events; null when they tell nothing.</summary>
    public EventTopology? Events { get; init; }

    /// <summary>The events of one run: its services reach each other's without a broker, those of another run do not.</summary>
    public SystemEvents? NewEvents() => Events is null ? null : new SystemEvents(Events);
}

/// <summary>One service of a system: what runs alone in a container, or beside the others in the process of <c>up</c>.</summary>
/// <param name="Name">Its name, e.g. <c>order-service</c>.</param>
/// <param name="DefaultPort">The port its document gives it.</param>
/// <param name="HealthPath">Answers 200 when the service is ready to serve.</param>
/// <param name="Build">Turns configuration into the application. Reads every variable it needs, then calls
/// <see cref="ServiceSettings.ThrowIfInvalid"/>.</param>
public sealed record ServiceDefinition(string Name, int DefaultPort, string HealthPath, Func<ServiceContext, WebApplication> Build)
{
    /// <summary>The service whose database this one uses: its own name, another's when two share one (document 002's worker and api), null
    /// for a service without a store.</summary>
    public string? Store { get; init; }

    /// <summary>A query on the store that lists the names of the files its rows stand for, in one column; the files are below
    /// <see cref="DataFolderSettings.Files"/>. Null when it has none.</summary>
    public string? FileNames { get; init; }

    /// <summary>The services this one calls. <c>up</c> fills in their addresses as <c>AUTH_SERVICE_URL</c> and so on.</summary>
    public IReadOnlyList<string> Calls { get; init; } = [];

    /// <summary>The variables it reads beyond those of every service (<see cref="ListenSettings.Group"/>). When it runs alone (<c>serve</c>), those that are
    /// required must be set; <c>up</c> makes tokens and does without a broker.</summary>
    public IReadOnlyList<SettingGroup> Settings { get; init; } = [];

    /// <summary>The service's name as the beginning of an environment variable: <c>order-service</c> becomes <c>ORDER_SERVICE</c>.</summary>
    public string VariablePrefix => PrefixOf(Name);

    public static string PrefixOf(string name) => name.ToUpperInvariant().Replace('-', '_');
}

/// <summary>What a service is composed from.</summary>
/// <param name="System">The system it belongs to.</param>
/// <param name="Service">Its own name.</param>
/// <param name="Settings">Its configuration.</param>
/// <param name="Log">Where the whole process logs.</param>
/// <param name="Clock">The time, for everything that needs it.</param>
public sealed record ServiceContext(string System, string Service, ServiceSettings Settings, LogOutput Log, TimeProvider Clock)
{
    /// <summary>The events of the system in this run, shared by its services; null when it has none.</summary>
    public SystemEvents? Events { get; init; }

    /// <summary>Makes a service token that has not expired, for each variable the operator left out; null: every token is a variable.</summary>
    public Func<string>? FreshToken { get; init; }

    /// <summary>The token this service shows to another, to be asked for at each call since it may be renewed (document 003 §8.2).</summary>
    /// <param name="variable">The variable that holds it, e.g. <c>AUTH_SERVICE_TOKEN</c>.</param>
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

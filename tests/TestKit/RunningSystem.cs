using System.Globalization;
using Tracker.Platform.Hosting;

namespace Tracker.Tests.TestKit;

/// <summary>
/// All services of a system. Each keeps its database and port, so that it can be stopped and restarted.
/// </summary>
public sealed class RunningSystem : IAsyncDisposable
{
    // A busy machine must not cancel a statement that a test only waits for: that is an error in the log.
    private const string UnhurriedStatements = "?options=-c%20statement_timeout%3D20s";
    private readonly SystemDefinition system;
    private readonly SystemEvents? events;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly Dictionary<string, string> databases = [];
    private readonly Dictionary<string, int> ports;
    private readonly Dictionary<string, TestService> running = [];
    private readonly string data = Path.Combine(Path.GetTempPath(), "tracker-system-" + Guid.NewGuid().ToString("N"));

    private RunningSystem(SystemDefinition system, IReadOnlyDictionary<string, string> settings) =>
        (this.system, events, this.settings, ports) =
            (system, system.NewEvents(), settings, system.Services.ToDictionary(service => service.Name, _ => FreePort.Take()));

    public TestService this[string name] => running[name];

    /// <param name="settings">
    /// The environment of every service. The address of a service is set unless it is among them, and <c>SERVICE_DATABASE_URL</c> replaces
    /// its PostgreSQL database.
    /// </param>
    public static async Task<RunningSystem> StartAsync(SystemDefinition system, IReadOnlyDictionary<string, string> settings)
    {
        var started = new RunningSystem(system, settings);
        foreach (var name in system.Services.Select(service => service.Name))
        {
            started.databases[name] = settings.GetValueOrDefault(ServiceDefinition.PrefixOf(name) + "_DATABASE_URL")
                ?? await TestPostgres.CreateDatabaseAsync() + UnhurriedStatements;
            await started.StartAsync(name);
        }

        return started;
    }

    public string Database(string name) => databases[name];

    public async Task StartAsync(string name) => running[name] = await StartAsync(name, ports[name]);

    public async Task StopAsync(string name)
    {
        running.Remove(name, out var service);
        await service!.DisposeAsync();
    }

    /// <summary>Starts another instance on the same database, optionally with other settings.</summary>
    public Task<TestService> StartAnotherAsync(string name, params (string Name, string Value)[] otherSettings) =>
        StartAsync(name, port: 0, otherSettings);

    public async Task<string> LogAsync() => string.Concat(await Task.WhenAll(running.Values.Select(service => service.LogAsync())));

    public async ValueTask DisposeAsync()
    {
        foreach (var service in running.Values.Reverse())
        {
            await service.DisposeAsync();
        }

        if (Directory.Exists(data))
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private Task<TestService> StartAsync(string name, int port, params (string Name, string Value)[] otherSettings)
    {
        var variables = new Dictionary<string, string>(settings)
        {
            ["DATABASE_URL"] = databases[name],
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (variable, value) in otherSettings)
        {
            variables[variable] = value;
        }

        foreach (var (peer, itsPort) in ports)
        {
            variables.TryAdd(ServiceDefinition.PrefixOf(peer) + "_URL", $"http://127.0.0.1:{itsPort}");
        }

        variables.TryAdd("TRACKER_DATA", data);
        return TestService.StartAsync(system, name, variables, events);
    }
}

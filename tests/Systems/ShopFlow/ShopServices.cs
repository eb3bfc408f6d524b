using System.Globalization;
using Tracker.Platform.Hosting;
using Tracker.Tests.TestKit;
using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Tests.Systems.ShopFlow;

/// <summary>
/// The three services of one shop. Each keeps its database and port for the life of the shop, so that it can be stopped and restarted.
/// </summary>
public sealed class ShopServices : IAsyncDisposable
{
    public static readonly string[] Names = ["auth-service", "order-service", "notification-service"];

    // A busy machine must not cancel a statement that a test only waits for: that is an error in the log.
    private const string UnhurriedStatements = "?options=-c%20statement_timeout%3D20s";
    private readonly SystemDefinition system;
    private readonly SystemEvents? events;
    private readonly IReadOnlyDictionary<string, string> settings;
    private readonly Dictionary<string, string> databases = [];
    private readonly Dictionary<string, int> ports = Names.ToDictionary(name => name, _ => FreePort.Take());
    private readonly Dictionary<string, TestService> running = [];
    private readonly string data = Path.Combine(Path.GetTempPath(), "tracker-shop-" + Guid.NewGuid().ToString("N"));

    private ShopServices(SystemDefinition system, IReadOnlyDictionary<string, string> settings) =>
        (this.system, events, this.settings) = (system, system.NewEvents(), settings);

    public TestService this[string name] => running[name];

    public static async Task<ShopServices> StartAsync(SystemDefinition system, IReadOnlyDictionary<string, string> settings)
    {
        var services = new ShopServices(system, settings);
        foreach (var name in Names)
        {
            services.databases[name] = await TestPostgres.CreateDatabaseAsync() + UnhurriedStatements;
            await services.StartAsync(name);
        }

        return services;
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
            ["JWT_SECRET"] = ShopFlowTokens.Secret,
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (variable, value) in otherSettings)
        {
            variables[variable] = value;
        }

        variables.TryAdd("RATE_LIMIT_AUTH_PER_MINUTE", "0");
        variables.TryAdd("AUTH_SERVICE_URL", $"http://127.0.0.1:{ports["auth-service"]}");
        variables.TryAdd("ORDER_SERVICE_URL", $"http://127.0.0.1:{ports["order-service"]}");
        variables.TryAdd("AUTH_SERVICE_TOKEN", ShopFlowTokens.ForService("notification-service"));
        variables.TryAdd("ORDER_SERVICE_TOKEN", ShopFlowTokens.ForService("notification-service"));
        variables.TryAdd("TRACKER_DATA", data);
        return TestService.StartAsync(system, name, variables, events);
    }
}

using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Bench.Load.ShopFlow;

/// <summary>shopflow with PostgreSQL, RabbitMQ and the sender on the same machine.</summary>
internal sealed class ShopFlowBench(
    ShopFlowServers servers, IReadOnlyList<Customer> customers, BenchOptions options, TextWriter progress) : IDisposable
{
    /// <summary>Every scenario, in the order they run: seeded orders have no events, so requests come after the ledger.</summary>
    public static readonly IReadOnlyList<IShopScenario> All = [new SteadyLoad(), new HighestRate(), new Ledger(), new ShopRequests()];

    public ShopFlowServers Servers => servers;

    public IReadOnlyList<Customer> Customers => customers;

    public BenchOptions Options => options;

    public ShopTraffic Traffic { get; } = new(servers, customers);

    public TextWriter Progress => progress;

    public static async Task RunAsync(BenchOptions options, Results results, TextWriter progress, CancellationToken ct)
    {
        // On disk, like the data of a deployed service: /tmp may be in memory.
        Environment.SetEnvironmentVariable("TMPDIR", "/var/tmp");
        progress.WriteLine("Starting PostgreSQL, RabbitMQ and the three services");
        await using var servers = await ShopFlowServers.StartAsync(ServerProcess.HostAssembly, new Dictionary<string, string>(), ct);
        var customers = await Tests.TestKit.ShopFlow.Customers.AddAsync(servers.Auth, options.Quick ? 20 : 1_000);
        using var bench = new ShopFlowBench(servers, customers, options, progress);
        progress.WriteLine("Warming up");
        await bench.TakeAsync(SteadyLoad.OrdersPerMinute, TimeSpan.FromSeconds(options.Quick ? 1 : 15), ct);
        foreach (var scenario in All.Where(scenario => options.Wants(scenario.Name)))
        {
            await scenario.MeasureAsync(bench, results, ct);
        }
    }

    public void Dispose() => Traffic.Dispose();

    /// <summary>Sends a load, and measures it.</summary>
    public Task<ShopMeasurement> TakeAsync(double ordersPerMinute, TimeSpan duration, CancellationToken ct)
    {
        progress.WriteLine($"{ordersPerMinute:N0} orders a minute for {duration.TotalSeconds:0} s");
        return ShopMeasurement.TakeAsync(servers, customers, Traffic.At(ordersPerMinute / 60), duration, ct);
    }
}

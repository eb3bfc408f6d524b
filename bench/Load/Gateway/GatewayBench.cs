namespace Tracker.Bench.Load.Gateway;

/// <summary>
/// A gateway beside nginx as the same proxy: both forward to one nginx that answers with a page of 20 tasks. They take turns, so that other
/// load on the machine meets both.
/// </summary>
internal sealed class GatewayBench(ProxyServers servers, Wrk wrk, BenchOptions options, Results results)
{
    private const int Connections = 32;
    private const int SlowCount = 1_000;
    private const double MinOfRate = 0.7;
    private const double MaxOfDelay = 2;
    private const double MinBesideSlow = 0.5;
    private const double MaxMegabytes = 150;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);
    private static readonly Call[] Page = [Call.Get(ProxyServers.Page)];

    /// <param name="service">What <c>serve</c> runs, with its addresses in <paramref name="addresses"/>.</param>
    /// <param name="addresses">The variables with the addresses of the services behind the gateway.</param>
    public static async Task RunAsync(
        string service,
        IReadOnlyList<string> addresses,
        BenchOptions options,
        Results results,
        TextWriter progress,
        CancellationToken ct)
    {
        progress.WriteLine($"Starting nginx and {service}");
        await using var servers = await ProxyServers.StartAsync(service, addresses, ct);
        var bench = new GatewayBench(servers, new Wrk(servers.Folder, "none"), options, results);
        progress.WriteLine("Warming up");
        await bench.MeasureAsync(servers.Gateway, Connections, TimeSpan.FromSeconds(options.Quick ? 1 : 10), ct);
        await bench.MeasureAsync(servers.Nginx, Connections, TimeSpan.FromSeconds(1), ct);
        progress.WriteLine("Rates");
        await bench.RatesAsync(ct);
        progress.WriteLine("Delays");
        await bench.DelaysAsync(ct);
        progress.WriteLine("Slow clients");
        await bench.SlowClientsAsync(ct);
    }

    private async Task RatesAsync(CancellationToken ct)
    {
        var (gateway, nginx) = (new List<double>(), new List<double>());
        var (busy, idle) = (servers.GatewayProcessorTime(), servers.NginxProcessorTime());
        var (forwarded, proxied) = (0d, 0d);
        for (var round = 0; round < options.Rounds; round++)
        {
            nginx.Add((await MeasureAsync(servers.Nginx, Connections, options.Duration, ct)).PerSecond);
            gateway.Add((await MeasureAsync(servers.Gateway, Connections, options.Duration, ct)).PerSecond);
            proxied += nginx[^1] * options.Duration.TotalSeconds;
            forwarded += gateway[^1] * options.Duration.TotalSeconds;
        }

        var (rate, beside) = (gateway.MedianBy(value => value), nginx.MedianBy(value => value));
        var (cost, costBeside) = (
            (servers.GatewayProcessorTime() - busy).TotalMicroseconds / forwarded,
            (servers.NginxProcessorTime() - idle).TotalMicroseconds / proxied);
        results.Limit(
            $"gateway, {Connections} connections",
            $"{rate:N0}/s, nginx {beside:N0}/s; processor {cost:0} us, nginx {costBeside:0} us",
            $">= {MinOfRate} of nginx, is {rate / beside:0.00}",
            rate >= MinOfRate * beside);
    }

    private async Task DelaysAsync(CancellationToken ct)
    {
        var (direct, nginx, gateway) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < options.Rounds; round++)
        {
            direct.Add((await MeasureAsync(servers.Answers, 1, options.Duration, ct)).P50);
            nginx.Add((await MeasureAsync(servers.Nginx, 1, options.Duration, ct)).P50);
            gateway.Add((await MeasureAsync(servers.Gateway, 1, options.Duration, ct)).P50);
        }

        var least = direct.MedianBy(value => value);
        var (added, beside) = (gateway.MedianBy(value => value) - least, nginx.MedianBy(value => value) - least);
        results.Limit(
            "gateway, added p50 on one connection",
            $"{added * 1000:0} us, nginx {beside * 1000:0} us",
            $"<= {MaxOfDelay} times nginx's, is {added / beside:0.00}",
            added <= MaxOfDelay * beside);
    }

    private async Task SlowClientsAsync(CancellationToken ct)
    {
        var alone = await MeasureAsync(servers.Gateway, Connections, options.Duration, ct);
        var megabytes = new List<double>();
        foreach (var (kind, startAsync) in new (string, Func<Task<SlowClients>>)[]
        {
            ("clients", () => SlowClients.ReadAsync(servers.Gateway, ProxyServers.Large, SlowCount, ct)),
            ("clients, again", () => SlowClients.ReadAsync(servers.Gateway, ProxyServers.Large, SlowCount, ct)),
            ("uploads", () => SlowClients.SendAsync(servers.Gateway, ProxyServers.Uploads, SlowCount, ct)),
        })
        {
            // The gateway first ends what the clients before these have left.
            await Task.Delay(Settling, ct);
            await using var slow = await startAsync();
            var beside = await MeasureAsync(servers.Gateway, Connections, options.Duration, ct);
            megabytes.Add(servers.GatewayResidentBytes() / 1e6);
            slow.ThrowIfEnded();
            results.Limit(
                $"gateway, {Connections} connections beside {SlowCount:N0} slow {kind}",
                $"{beside.PerSecond:N0}/s, p99 {beside.P99:0.0} ms; without them {alone.PerSecond:N0}/s, {alone.P99:0.0} ms",
                $">= {MinBesideSlow} of it, is {beside.PerSecond / alone.PerSecond:0.00}",
                beside.PerSecond >= MinBesideSlow * alone.PerSecond);
        }

        results.Limit(
            $"gateway, resident memory with {SlowCount:N0} slow clients, again, and with slow uploads",
            string.Join(" MB, ", megabytes.Select(each => $"{each:0}")) + " MB",
            $"<= {MaxMegabytes} MB",
            megabytes.TrueForAll(each => each <= MaxMegabytes));
    }

    private Task<Measurement> MeasureAsync(Uri server, int connections, TimeSpan duration, CancellationToken ct) =>
        wrk.MeasureAsync(server, Page, connections, duration, ct);
}

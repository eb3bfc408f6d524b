using System.Diagnostics;
using Tracker.Modules.Identity.Passwords;
using Tracker.Platform.Security;
using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Bench.Load.ShopFlow;

/// <summary>
/// shopflow under ten times the required load (document 003 §10.3), with PostgreSQL, RabbitMQ and the sender on the same machine, and then
/// up to its limit.
/// </summary>
internal sealed class ShopFlowBench(
    ShopFlowServers servers, IReadOnlyList<Customer> customers, Table table, TextWriter progress, bool quick) : IDisposable
{
    private const double OrdersPerMinute = 5_000;
    private const double Step = 1.5;
    private static readonly TimeSpan StepTime = TimeSpan.FromSeconds(15);
    private readonly ShopTraffic traffic = new(servers, customers);

    public static async Task RunAsync(bool quick, Table table, TextWriter progress, CancellationToken ct)
    {
        var host = Environment.GetEnvironmentVariable("TRACKER_HOST_ASSEMBLY")
            ?? throw new InvalidOperationException("Run it as: ./tracker bench shopflow");
        // On disk, like the data of a deployed service: /tmp may be in memory.
        Environment.SetEnvironmentVariable("TMPDIR", "/var/tmp");
        progress.WriteLine("Starting PostgreSQL, RabbitMQ and the three services");
        await using var servers = await ShopFlowServers.StartAsync(host, new Dictionary<string, string>(), ct);
        var customers = await Customers.AddAsync(servers.Auth, quick ? 20 : 1_000);
        using var bench = new ShopFlowBench(servers, customers, table, progress, quick);
        await bench.MeasureAsync(ct);
    }

    public void Dispose() => traffic.Dispose();

    private async Task MeasureAsync(CancellationToken ct)
    {
        var hash = await HashAsync(quick ? 1 : 5, ct);
        progress.WriteLine("Warming up");
        await TakeAsync(OrdersPerMinute, TimeSpan.FromSeconds(quick ? 1 : 15), ct);
        var duration = TimeSpan.FromSeconds(quick ? 2 : 60);
        progress.WriteLine($"{OrdersPerMinute:N0} orders a minute for {duration.TotalSeconds:0} s");
        var found = await TakeAsync(OrdersPerMinute, duration, ct);
        Report(found, hash);
        if (!quick)
        {
            await FindLimitAsync(found, ct);
        }

        await CheckLedgerAsync();
    }

    private Task<ShopMeasurement> TakeAsync(double ordersPerMinute, TimeSpan duration, CancellationToken ct) =>
        ShopMeasurement.TakeAsync(servers, customers, traffic.At(ordersPerMinute / 60), duration, ct);

    private void Report(ShopMeasurement found, double hash)
    {
        foreach (var (name, p99, max) in found.Targets)
        {
            table.Limit($"{name}, p99", $"{p99:0.0} ms", $"< {max:0} ms", p99 < max);
        }

        foreach (var kind in found.Traffic.All)
        {
            table.Figure($"  {kind.Name}: {kind.Latency.Count:N0} answers, p50 / p99", $"{kind.Latency}");
        }

        table.Figure("  event publish to confirm, p50 / p99", Both(found.Publish));
        table.Figure("order's creation to confirm, p50 / p99", Both(found.Delay));
        table.Figure("  order to notification sent, p50 / p99", $"{found.Notified}");
        table.Figure("login p99, beside one bcrypt hash of cost 12", $"{found.Traffic.Logins.Latency.P99:0} ms", $"{hash:0} ms");
        foreach (var (service, share) in servers.Services.Zip(found.ServiceShares))
        {
            table.Figure($"{service.Name}: resident memory, of one core", $"{service.Process.ResidentBytes / 1e6:0} MB", $"{share:P0}");
        }

        table.Limit("requests that failed", $"{found.Traffic.Failures.Count()}", "0", !found.Traffic.Failures.Any());
        table.Figure(
            "the sender itself: lag p99 / max, of one core", $"{found.Lag.P99:0.0} / {found.Lag.Max:0.0} ms", $"{found.SenderShare:P0}");
        found.Traffic.Failures.Take(3).ToList().ForEach(table.Note);
    }

    private static string Both(HistogramReading times) => $"{times.Percentile(0.5):0.0} / {times.Percentile(0.99):0.0} ms";

    /// <summary>Raises the rate until a target is missed.</summary>
    /// <param name="found">The measurement of the load above.</param>
    private async Task FindLimitAsync(ShopMeasurement found, CancellationToken ct)
    {
        var (held, rate) = ("none so far", OrdersPerMinute);
        while (found.Misses.Count == 0)
        {
            (held, rate) = ($"{rate:N0}/min", rate * Step);
            progress.WriteLine($"{rate:N0} orders a minute for {StepTime.TotalSeconds:0} s");
            found = await TakeAsync(rate, StepTime, ct);
        }

        table.Figure("highest rate that met every target", held);
        table.Note($"At {rate:N0} orders a minute: {string.Join(", ", found.Misses)}.");
    }

    private async Task CheckLedgerAsync()
    {
        var ledger = await OrderLedger.ReadAsync(servers, customers);
        var (mail, sms) = (servers.CountFiles("mail"), servers.CountFiles("sms"));
        table.Limit(
            "orders accepted, committed / events",
            $"{traffic.Accepted} = {ledger.Orders} / {ledger.Events}",
            "equal",
            traffic.Accepted == ledger.Orders && ledger.Events == ledger.Orders);
        table.Limit(
            "e-mails sent, files",
            $"{ledger.Emails} = {mail}",
            $"{ledger.Orders}",
            ledger.Emails == ledger.Orders && mail == ledger.Orders);
        table.Limit(
            "SMS sent, files",
            $"{ledger.Sms} = {sms}",
            $"{ledger.OrdersWithPhone}",
            ledger.Sms == ledger.OrdersWithPhone && sms == ledger.OrdersWithPhone);
        table.Limit(
            "lost / duplicate rows / dead letters",
            $"{ledger.Lost} / {ledger.DuplicateRows} / {ledger.DeadLetters}",
            "0 / 0 / 0",
            ledger.IsExact);
    }

    /// <summary>The median time of one hash, with nothing else running.</summary>
    private static async Task<double> HashAsync(int times, CancellationToken ct)
    {
        using var hasher = new PasswordHasher();
        var password = new Secret(Customers.Password);
        var taken = new List<double>();
        for (var i = 0; i < times; i++)
        {
            var begun = Stopwatch.GetTimestamp();
            await hasher.HashAsync(password, ct);
            taken.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        }

        return taken.MedianBy(time => time);
    }
}

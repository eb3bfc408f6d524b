using Npgsql;
using Tracker.Tests.TestKit.TaskTrackerOrders;

namespace Tracker.Bench.Load.TaskTrackerOrders;

/// <summary>tasktracker-orders with PostgreSQL, Redis and the sender on the same machine, then all services in one process.</summary>
internal sealed class OrdersBench(OrdersServers servers, OrdersTraffic traffic, Results results, TextWriter progress, bool quick)
{
    private const double OrdersPerMinute = 2_000;
    private static readonly TimeSpan DeliveryPatience = TimeSpan.FromMinutes(2);

    public static async Task RunAsync(BenchOptions options, Results results, TextWriter progress, CancellationToken ct)
    {
        var host = ServerProcess.HostAssembly;
        // On disk, like the data of a deployed service: /tmp may be in memory.
        Environment.SetEnvironmentVariable("TMPDIR", "/var/tmp");
        progress.WriteLine("Starting PostgreSQL, Redis and the three services");
        await using (var servers = await OrdersServers.StartAsync(host, ct))
        {
            using var traffic = new OrdersTraffic(servers, await servers.AddUsersAsync(options.Quick ? 20 : 1_000));
            await new OrdersBench(servers, traffic, results, progress, options.Quick).MeasureAsync(ct);
        }

        progress.WriteLine("Starting all services in one process");
        await OneProcess.MeasureAsync(results, ct);
    }

    private async Task MeasureAsync(CancellationToken ct)
    {
        progress.WriteLine("Warming up");
        await traffic.PrepareAsync(ct);
        await SendAsync(TimeSpan.FromSeconds(quick ? 1 : 15), ct);
        var duration = TimeSpan.FromSeconds(quick ? 2 : 60);
        progress.WriteLine($"{OrdersPerMinute:N0} orders a minute for {duration.TotalSeconds:0} s");
        var began = DateTime.UtcNow;
        var (kinds, lag) = await SendAsync(duration, ct);
        var ledger = await ConfirmationLedger.WhenDeliveredAsync(servers, DeliveryPatience, ct);
        var notified = await NotifiedAsync(began);
        results.Limit("order to notification sent, p99", $"{notified.P99:0} ms", "< 1000 ms", notified.P99 < 1000);
        results.Figure("  order to notification sent, p50 / p99", $"{notified}");
        foreach (var kind in kinds)
        {
            results.Figure($"  {kind.Name}: {kind.Latency.Count:N0} answers, p50 / p99", $"{kind.Latency}");
        }

        foreach (var service in servers.Services)
        {
            results.Figure($"{service.Name}: resident memory", $"{service.Process.ResidentBytes / 1e6:0} MB");
        }

        var failures = kinds.SelectMany(kind => kind.Failures).ToList();
        results.Limit("requests that failed", $"{failures.Count}", "0", failures.Count == 0);
        failures.Take(3).ToList().ForEach(results.Note);
        results.Limit(
            "orders accepted, committed / confirmed / e-mails",
            $"{traffic.Accepted} = {ledger.Orders.Count} / {ledger.Sent} / {ledger.Mails}",
            "equal",
            traffic.Accepted == ledger.Orders.Count && ledger.IsExact);
        results.Figure("the sender itself: lag p99 / max", $"{lag.P99:0.0} / {lag.Max:0.0} ms");
    }

    private async Task<(IReadOnlyList<Arrivals> Kinds, Samples Lag)> SendAsync(TimeSpan duration, CancellationToken ct)
    {
        var kinds = traffic.At(OrdersPerMinute / 60);
        return (kinds, await OpenLoop.RunAsync(kinds, duration, ct));
    }

    /// <summary>From an order's creation to the notification's row with status <c>sent</c>.</summary>
    private async Task<Samples> NotifiedAsync(DateTime began)
    {
        var since = new NpgsqlParameter("began", began);
        var orders = (await servers.Orders.QueryAsync(
            "select id, created_at from orders where created_at >= @began", row => (Id: row.GetGuid(0), At: row.GetDateTime(1)), since))
            .ToDictionary(order => order.Id, order => order.At);
        var sent = await servers.Notifications.QueryAsync(
            "select order_id, sent_at from notifications where status = 'sent'", row => (Order: row.GetGuid(0), At: row.GetDateTime(1)));
        var times = new Samples();
        foreach (var row in sent.Where(row => orders.ContainsKey(row.Order)))
        {
            times.Add(row.At - orders[row.Order]);
        }

        return times;
    }
}

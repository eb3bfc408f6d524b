using Npgsql;
using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Bench.Load.ShopFlow;

/// <summary>The results of one rate. Times are in milliseconds.</summary>
/// <param name="Lag">The delay of the sender.</param>
/// <param name="IdleShare">The idle share of all cores while requests were sent.</param>
/// <param name="ServiceTimes">Each service's processor time until everything was delivered, in the order of the services.</param>
/// <param name="Publish">From publishing events to the broker's confirmation.</param>
/// <param name="Delay">From an order's creation to the confirmation of its event.</param>
/// <param name="Notified">From an order's creation to the notification's row with status <c>sent</c>.</param>
internal sealed record ShopMeasurement(
    Traffic Traffic,
    Samples Lag,
    double IdleShare,
    IReadOnlyList<TimeSpan> ServiceTimes,
    HistogramReading Publish,
    HistogramReading Delay,
    Samples Notified)
{
    private static readonly TimeSpan DeliveryPatience = TimeSpan.FromMinutes(2);

    /// <summary>
    /// Document 003 §10.1 and tighter: name, measured p99, max p99. Logins have no target and are compared with the time of one hash,
    /// which alone takes about the max of 200 ms.
    /// </summary>
    public IReadOnlyList<(string Name, double Found, double Max)> Targets =>
    [
        ("POST /auth/validate", Traffic.Validations.Latency.P99, 50),
        ("POST /orders", Traffic.Orders.Latency.P99, 300),
        ("GET /orders", Traffic.Lists.Latency.P99, 100),
        ("event publish to confirm", Publish.Percentile(0.99), 20),
        ("order to notification sent", Notified.P99, 2000),
    ];

    /// <summary>The missed targets and failed requests.</summary>
    public IReadOnlyList<string> Misses =>
    [
        .. Targets.Where(target => target.Found >= target.Max).Select(target => $"{target.Name} p99 {target.Found:0.0} ms"),
        .. Traffic.Failures.Take(1).Select(failure => $"{Traffic.Failures.Count()} requests failed, e.g. {failure}"),
    ];

    /// <summary>Sends the load, waits until everything is delivered, and reads the metrics.</summary>
    public static async Task<ShopMeasurement> TakeAsync(
        ShopFlowServers servers, IReadOnlyList<Customer> customers, Traffic traffic, TimeSpan duration, CancellationToken ct)
    {
        var before = await MetricsAsync(servers.Orders, ct);
        var (began, idleBefore, timesBefore) = (DateTime.UtcNow, Processor.OfMachine(), ServiceTimesNow(servers));
        var lag = await OpenLoop.RunAsync(traffic.All, duration, ct);
        var idle = Processor.OfMachine();
        await OrderLedger.WhenDeliveredAsync(servers, customers, DeliveryPatience, ct);
        var times = ServiceTimesNow(servers).Zip(timesBefore, (now, then) => now - then).ToList();
        var after = await MetricsAsync(servers.Orders, ct);
        return new ShopMeasurement(
            traffic,
            lag,
            (idle.Idle - idleBefore.Idle) / (idle.Total - idleBefore.Total),
            times,
            Taken("outbox_publish_seconds"),
            Taken("outbox_delay_seconds"),
            await NotifiedAsync(servers, began));

        HistogramReading Taken(string metric) => HistogramReading.Of(after, metric).Since(HistogramReading.Of(before, metric));
    }

    private static List<TimeSpan> ServiceTimesNow(ShopFlowServers servers) =>
        [.. servers.Services.Select(service => service.Process.ProcessorTime)];

    private static async Task<Samples> NotifiedAsync(ShopFlowServers servers, DateTime began)
    {
        var orders = (await servers.Orders.QueryAsync(
            "select id, created_at from orders where created_at >= @began",
            row => (Id: row.GetGuid(0), At: row.GetDateTime(1)),
            new NpgsqlParameter("began", began))).ToDictionary(order => order.Id, order => order.At);
        var sent = await servers.Notifications.QueryAsync(
            "select order_id, sent_at from notifications where status = 'sent' and created_at >= @began",
            row => (Order: row.GetGuid(0), At: row.GetDateTime(1)),
            new NpgsqlParameter("began", began));
        var times = new Samples();
        foreach (var row in sent.Where(row => orders.ContainsKey(row.Order)))
        {
            times.Add(row.At - orders[row.Order]);
        }

        return times;
    }

    private static async Task<string> MetricsAsync(ShopFlowService service, CancellationToken ct)
    {
        using var http = new HttpClient();
        return await http.GetStringAsync(new Uri(service.Url, "metrics"), ct);
    }
}

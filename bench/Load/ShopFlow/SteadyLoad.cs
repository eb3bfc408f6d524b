using System.Diagnostics;
using Tracker.Platform.Security;
using Tracker.Modules.Identity.Passwords;
using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Bench.Load.ShopFlow;

/// <summary>Ten times the required load (document 003 §10.3): every target holds, while half of the machine is idle.</summary>
internal sealed class SteadyLoad : IShopScenario
{
    public const double OrdersPerMinute = 5_000;
    private const double MinIdle = 0.5;
    private const double MaxMegabytes = 90;

    public string Name => "load";

    public async Task MeasureAsync(ShopFlowBench bench, Results results, CancellationToken ct)
    {
        var hash = await HashAsync(bench.Options.Quick ? 1 : 5, ct);
        var found = await bench.TakeAsync(OrdersPerMinute, TimeSpan.FromSeconds(bench.Options.Quick ? 2 : 60), ct);
        foreach (var (name, p99, max) in found.Targets)
        {
            results.Limit($"{name}, p99", $"{p99:0.0} ms", $"< {max:0} ms", p99 < max);
        }

        results.Limit("idle share of the machine", $"{found.IdleShare:P0}", $">= {MinIdle:P0}", found.IdleShare >= MinIdle);
        results.Limit("requests that failed", $"{found.Traffic.Failures.Count()}", "0", !found.Traffic.Failures.Any());
        foreach (var kind in found.Traffic.All)
        {
            results.Figure($"{kind.Name}: {kind.Latency.Count:N0} answers, p50 / p99", $"{kind.Latency}");
        }

        results.Figure("event publish to confirm, p50 / p99", Both(found.Publish));
        results.Figure("order's creation to confirm, p50 / p99", Both(found.Delay));
        results.Figure("order to notification sent, p50 / p99", $"{found.Notified}");
        results.Figure("login p99, beside one bcrypt hash of cost 12", $"{found.Traffic.Logins.Latency.P99:0} ms", $"{hash:0} ms");
        foreach (var (service, time) in bench.Servers.Services.Zip(found.ServiceTimes))
        {
            results.Figure($"{service.Name}: processor time per order", $"{time.TotalMilliseconds / found.Traffic.Orders.Latency.Count:0.00} ms");
            var megabytes = service.Process.ResidentBytes / 1e6;
            results.Limit($"{service.Name}: resident memory", $"{megabytes:0} MB", $"<= {MaxMegabytes:0} MB", megabytes <= MaxMegabytes);
        }

        results.Figure("lag of the sender, p99 / max", $"{found.Lag.P99:0.0} / {found.Lag.Max:0.0} ms");
        found.Traffic.Failures.Take(3).ToList().ForEach(results.Note);
        results.Note(
            $"load: {OrdersPerMinute:N0} orders a minute, with as many lists and validations and one login a second. Logins are most of "
            + "auth-service's time: one hash each. The sender's time counts as the machine's.");
    }

    private static string Both(HistogramReading times) => $"{times.Percentile(0.5):0.0} / {times.Percentile(0.99):0.0} ms";

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

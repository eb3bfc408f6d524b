using System.Collections.Concurrent;
using System.Diagnostics;

namespace Tracker.Bench.Load;

/// <summary>Requests of one kind at a steady rate.</summary>
/// <param name="name">The name in failures.</param>
/// <param name="request">Sends the request with this number and reads the response; throws when it is not a success.</param>
internal sealed class Arrivals(string name, double perSecond, Func<int, CancellationToken, Task> request)
{
    public string Name => name;

    public double PerSecond => perSecond;

    /// <summary>From the moment a request was due to the end of its response.</summary>
    public Samples Latency { get; } = new();

    public ConcurrentQueue<string> Failures { get; } = new();

    public async Task SendAsync(int number, TimeSpan due, Stopwatch clock, CancellationToken ct)
    {
        try
        {
            await request(number, ct);
            Latency.Add(clock.Elapsed - due);
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or InvalidOperationException)
        {
            Failures.Enqueue($"{name}: {e.Message}");
        }
    }
}

/// <summary>
/// Sends requests on a fixed schedule, independent of earlier ones, and measures from the moment each was due: a stalled server is charged
/// for every delayed request, not only for those in flight (no coordinated omission).
/// </summary>
internal static class OpenLoop
{
    private static readonly TimeSpan AnswerPatience = TimeSpan.FromSeconds(30);

    /// <summary>Runs all kinds in parallel until the last response.</summary>
    /// <returns>The delay of each request's sending: the sender's own share of the latencies.</returns>
    public static async Task<Samples> RunAsync(IReadOnlyList<Arrivals> kinds, TimeSpan duration, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(duration + AnswerPatience);
        var lag = new Samples();
        var sent = new List<Task>();
        // A dedicated thread, so that the schedule does not wait for the thread pool.
        await Task.Factory.StartNew(
            () => Send(kinds, duration, lag, sent, patience.Token), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAll(sent);
        return lag;
    }

    private static void Send(IReadOnlyList<Arrivals> kinds, TimeSpan duration, Samples lag, List<Task> sent, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        foreach (var (kind, number, due) in Schedule(kinds, duration))
        {
            if (due > clock.Elapsed)
            {
                Thread.Sleep((int)Math.Ceiling((due - clock.Elapsed).TotalMilliseconds));
            }

            ct.ThrowIfCancellationRequested();
            lag.Add(clock.Elapsed - due);
            sent.Add(kind.SendAsync(number, due, clock, ct));
        }
    }

    /// <summary>All requests in the order they are due. The kinds are offset, so that they do not coincide.</summary>
    private static IEnumerable<(Arrivals Kind, int Number, TimeSpan Due)> Schedule(IReadOnlyList<Arrivals> kinds, TimeSpan duration) =>
        kinds
            .SelectMany((kind, place) => Enumerable.Range(0, (int)(kind.PerSecond * duration.TotalSeconds))
                .Select(number => (kind, number, TimeSpan.FromSeconds((number + ((double)place / kinds.Count)) / kind.PerSecond))))
            .OrderBy(arrival => arrival.Item3);
}

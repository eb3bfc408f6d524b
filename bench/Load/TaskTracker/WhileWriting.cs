namespace Tracker.Bench.Load.TaskTracker;

/// <summary>Lists with their totals while 100 tasks are created each second.</summary>
internal sealed class WhileWriting : IScenario
{
    private const int PerSecond = 100;
    private static readonly string[] Lists = ["newest", "mine-priority", "tag"];

    public string Name => "writing";

    public IReadOnlyList<int> Sizes { get; } = [100_000, 1_000_000];

    public async Task MeasureAsync(TaskTrackerBench bench, int size, Results results, CancellationToken ct)
    {
        foreach (var request in AskedRequest.Reads.Where(request => Lists.Contains(request.Name)))
        {
            var calls = await request.CallsAsync(bench, ct);
            var comparison = await bench.Both.CompareAsync(calls, ct, aside: (server, stop) => WriteAsync(bench, server, stop));
            var limits = size == Sizes[0] ? new RequestLimits(OfFloor: 0.6) : new RequestLimits();
            results.Request(comparison.Figures($"{request.Label}, totals changing", bench.Tasks, limits, bench.PointReadsPerSecond));
        }

        results.Note($"totals changing: meanwhile {PerSecond} tasks a second are created; their processor time counts, too.");
    }

    private static async Task WriteAsync(TaskTrackerBench bench, Uri server, CancellationToken stop)
    {
        var next = 0;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                await bench.AskAsync(server, AskedRequest.Created(next++), stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The measurement has ended.
        }
    }
}

namespace Tracker.Bench.Load.TaskTracker;

internal sealed class StartUp : IScenario
{
    private const double MaxSeconds = 0.8;
    private const double MaxMegabytes = 100;

    public string Name => "start";

    public IReadOnlyList<int> Sizes { get; } = [0];

    public Task MeasureAsync(TaskTrackerBench bench, int size, Results results, CancellationToken ct)
    {
        var (seconds, megabytes) = (bench.StartedIn.TotalSeconds, bench.ResidentAfterWalk / 1e6);
        results.Limit("start-up, warm build and existing cluster", $"{seconds:0.00} s", $"<= {MaxSeconds} s", seconds <= MaxSeconds);
        results.Limit(
            "resident memory after each kind of request", $"{megabytes:0} MB", $"<= {MaxMegabytes:0} MB", megabytes <= MaxMegabytes);
        return Task.CompletedTask;
    }
}

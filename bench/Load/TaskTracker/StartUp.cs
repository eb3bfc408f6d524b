namespace Tracker.Bench.Load.TaskTracker;

internal sealed class StartUp : IScenario
{
    public string Name => "start";

    public IReadOnlyList<int> Sizes { get; } = [0];

    public Task MeasureAsync(TaskTrackerBench bench, int size, Table table, CancellationToken ct)
    {
        table.Limit(
            "start-up, warm build and existing cluster",
            $"{bench.StartedIn.TotalSeconds:0.00} s",
            "<= 2 s",
            bench.StartedIn < TimeSpan.FromSeconds(2));
        var megabytes = bench.ResidentAfterWalk / 1e6;
        table.Limit("resident memory after each kind of request", $"{megabytes:0} MB", "<= 150 MB", megabytes <= 150);
        return Task.CompletedTask;
    }
}

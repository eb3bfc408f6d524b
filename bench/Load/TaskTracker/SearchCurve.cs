namespace Tracker.Bench.Load.TaskTracker;

/// <summary>The time of a search as the table grows.</summary>
internal sealed class SearchCurve : IScenario
{
    private const int Connections = 2;

    public string Name => "search";

    public IReadOnlyList<int> Sizes { get; } = [1_000, 100_000, 1_000_000];

    public async Task MeasureAsync(TaskTrackerBench bench, int size, Results results, CancellationToken ct)
    {
        foreach (var (word, kind) in new[] { ("zeppelin", "10 tasks have it"), ("report", "every tenth has it") })
        {
            var load = await bench.Wrk.MeasureAsync(
                bench.Api, [Call.Get($"/api/v1/tasks?search={word}")], Connections, bench.Options.Duration, ct, mayFail: true);
            results.Figure(
                $"search of {bench.Tasks:N0}, {kind}: p50 / p99",
                load.Failures > 0 ? "503 after 2 s" : $"{load.P50:0.0} / {load.P99:0.0} ms");
        }
    }
}

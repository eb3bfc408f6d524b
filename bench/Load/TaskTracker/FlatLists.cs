namespace Tracker.Bench.Load.TaskTracker;

/// <summary>A page of a long list takes as long as a page of a short one.</summary>
internal sealed class FlatLists : IScenario
{
    private const int Connections = 4;

    private static readonly (string Name, string Query)[] Lists =
    [
        ("no filter", ""),
        ("one status", "&status=BLOCKED"),
        ("one priority", "&priority=HIGH"),
        ("two statuses, two priorities", "&status=TODO,DONE&priority=LOW,CRITICAL"),
    ];

    private readonly Dictionary<string, (int Tasks, double P99)> ofSmallTable = [];

    public string Name => "flat";

    public IReadOnlyList<int> Sizes { get; } = [1_000, 1_000_000];

    public async Task MeasureAsync(TaskTrackerBench bench, int size, Results results, CancellationToken ct)
    {
        foreach (var (name, query) in Lists)
        {
            var p99 = await P99Async(bench, query, ct);
            if (ofSmallTable.TryAdd(name, (bench.Tasks, p99)))
            {
                continue;
            }

            var small = ofSmallTable[name];
            results.AtMost($"list, {name}: p99", $"{p99:0.0} ms", $"{small.P99:0.0} ms", p99 / small.P99, 2);
            results.Note($"list, {name}: p99 of pages 1 to 50 of {bench.Tasks:N0} tasks, compared with {small.Tasks:N0} tasks.");
        }
    }

    private static async Task<double> P99Async(TaskTrackerBench bench, string query, CancellationToken ct)
    {
        var calls = Enumerable.Range(1, 50).Select(page => Call.Get($"/api/v1/tasks?page={page}{query}")).ToList();
        var rounds = new List<double>();
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            rounds.Add((await bench.Wrk.MeasureAsync(bench.Api, calls, Connections, bench.Options.Duration, ct)).P99);
        }

        return rounds.MedianBy(milliseconds => milliseconds);
    }
}

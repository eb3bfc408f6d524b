namespace Tracker.Bench.Load.TaskTracker;

/// <summary>A page of a long list takes as long as one of a short list.</summary>
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

    private readonly Dictionary<string, double> ofSmallTable = [];

    public string Name => "flat";

    public IReadOnlyList<int> Sizes { get; } = [1_000, 1_000_000];

    public async Task MeasureAsync(TaskTrackerBench bench, int size, Table table, CancellationToken ct)
    {
        foreach (var (name, query) in Lists)
        {
            var calls = Enumerable.Range(1, 50).Select(page => Call.Get($"/api/v1/tasks?page={page}{query}")).ToList();
            await bench.Wrk.MeasureAsync(bench.Api, calls, Connections, TimeSpan.FromSeconds(2), ct);
            var p99 = new List<double>();
            for (var round = 0; round < bench.Options.Rounds; round++)
            {
                p99.Add((await bench.Wrk.MeasureAsync(bench.Api, calls, Connections, bench.Options.Duration, ct)).P99);
            }

            var median = p99.MedianBy(milliseconds => milliseconds);
            if (size == Sizes[0])
            {
                ofSmallTable[name] = median;
                continue;
            }

            table.AtMost($"list, {name}: p99 at 1,000,000 and 1,000", $"{median:0.0} ms", $"{ofSmallTable[name]:0.0} ms", median / ofSmallTable[name], 2);
        }
    }
}

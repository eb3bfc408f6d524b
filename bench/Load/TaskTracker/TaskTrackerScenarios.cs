namespace Tracker.Bench.Load.TaskTracker;

/// <summary>Runs the selected scenarios on one database that grows from scenario to scenario.</summary>
internal static class TaskTrackerScenarios
{
    /// <summary>Every scenario, in the order they run at one size.</summary>
    public static readonly IReadOnlyList<IScenario> All =
    [
        new StartUp(),
        new ReadTask(),
        new ListPage(),
        new CreateTask(),
        new FlatLists(),
        new SearchCurve(),
        new ExactTotals(),
        new Plans(),
    ];

    public static async Task RunAsync(BenchOptions options, Table table, TextWriter progress, CancellationToken ct)
    {
        var wanted = All.Where(scenario => options.Wants(scenario.Name)).ToList();
        progress.WriteLine("Starting task-tracker and the floor");
        await using var bench = await TaskTrackerBench.StartAsync(options, ct);
        foreach (var size in wanted.SelectMany(scenario => scenario.Sizes).Distinct().Order())
        {
            var tasks = options.Quick ? QuickSize(size) : size;
            progress.WriteLine($"{tasks:N0} tasks");
            await bench.GrowToAsync(tasks, ct);
            foreach (var scenario in wanted.Where(scenario => scenario.Sizes.Contains(size)))
            {
                await scenario.MeasureAsync(bench, size, table, ct);
            }
        }
    }

    private static int QuickSize(int size) => size switch
    {
        0 => 0,
        <= 1_000 => 1_000,
        <= 10_000 => 1_500,
        <= 100_000 => 2_000,
        _ => 5_000,
    };
}

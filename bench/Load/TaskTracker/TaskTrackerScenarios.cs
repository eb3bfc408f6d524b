namespace Tracker.Bench.Load.TaskTracker;

/// <summary>Runs the selected scenarios on one database that grows from scenario to scenario.</summary>
internal static class TaskTrackerScenarios
{
    private const int QuickTasks = 5_000;

    /// <summary>Every scenario, in the order they run at one size: those that write come last.</summary>
    public static readonly IReadOnlyList<IScenario> All =
    [
        new StartUp(),
        .. AskedRequest.Reads.Select(request => new RequestRow(request)),
        new FlatLists(),
        new SearchCurve(),
        new ExactTotals(),
        new Plans(),
        new EventStreams(),
        // Not with few tasks, most of which would be those that it creates.
        new RequestRow(AskedRequest.Create, 100_000, 1_000_000),
        new WhileWriting(),
        new Memory(),
    ];

    public static async Task RunAsync(BenchOptions options, Results results, TextWriter progress, CancellationToken ct)
    {
        var wanted = All.Where(scenario => options.Wants(scenario.Name)).ToList();
        progress.WriteLine("Starting task-tracker and the floor");
        await using var bench = await TaskTrackerBench.StartAsync(options, ct);
        foreach (var size in wanted.SelectMany(scenario => SizesOf(scenario, options)).Distinct().Order())
        {
            var tasks = options.Quick ? Math.Min(size, QuickTasks) : size;
            if (tasks > 0)
            {
                progress.WriteLine($"{tasks:N0} tasks");
                await bench.GrowToAsync(tasks, ct);
                results.Note($"pgbench's point reads with {tasks:N0} tasks: {bench.PointReadsPerSecond:N0}/s.");
            }

            foreach (var scenario in wanted.Where(scenario => SizesOf(scenario, options).Contains(size)))
            {
                await scenario.MeasureAsync(bench, size, results, ct);
            }
        }

        results.Note($"The floor in every request: {AskedRequest.FloorAlways}.");
    }

    // A trial has one size, except for what compares sizes.
    private static IReadOnlyList<int> SizesOf(IScenario scenario, BenchOptions options) =>
        options.Quick && scenario is not FlatLists ? [scenario.Sizes[^1]] : scenario.Sizes;
}

namespace Tracker.Bench.Load.TaskTracker;

/// <summary>One or more rows of the table.</summary>
internal interface IScenario
{
    /// <summary>The name on the command line.</summary>
    string Name { get; }

    /// <summary>The numbers of tasks it is measured with, ascending.</summary>
    IReadOnlyList<int> Sizes { get; }

    /// <param name="bench">The running servers with their data.</param>
    /// <param name="size">One of <see cref="Sizes"/>.</param>
    /// <param name="results">Gets the rows.</param>
    Task MeasureAsync(TaskTrackerBench bench, int size, Results results, CancellationToken ct);
}

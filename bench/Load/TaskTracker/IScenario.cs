namespace Tracker.Bench.Load.TaskTracker;

/// <summary>One or more rows of the table.</summary>
internal interface IScenario
{
    /// <summary>What it is called on the command line.</summary>
    string Name { get; }

    /// <summary>With how many tasks it is measured, rising.</summary>
    IReadOnlyList<int> Sizes { get; }

    /// <summary>Measures at one of the sizes.</summary>
    /// <param name="bench">The running servers, filled.</param>
    /// <param name="size">One of <see cref="Sizes"/>.</param>
    /// <param name="table">Takes the rows.</param>
    /// <param name="ct">Ends it.</param>
    Task MeasureAsync(TaskTrackerBench bench, int size, Table table, CancellationToken ct);
}

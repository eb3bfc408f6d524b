using Tracker.Bench.Load.ShopFlow;
using Tracker.Bench.Load.TaskManager;
using Tracker.Bench.Load.TaskTracker;
using Tracker.Bench.Load.TaskTrackerMicro;
using Tracker.Bench.Load.TaskTrackerOrders;

namespace Tracker.Bench.Load;

/// <summary>The benchmark of a system.</summary>
/// <param name="Name">The system's name.</param>
/// <param name="Rows">The rows that can be measured alone.</param>
internal sealed record SystemBench(
    string Name, IReadOnlyList<string> Rows, Func<BenchOptions, Results, TextWriter, CancellationToken, Task> RunAsync)
{
    /// <summary>The benchmarks of all systems, the default first.</summary>
    public static IReadOnlyList<SystemBench> All { get; } =
    [
        new("task-tracker", [.. TaskTrackerScenarios.All.Select(scenario => scenario.Name)], TaskTrackerScenarios.RunAsync),
        new("shopflow", [.. ShopFlowBench.All.Select(scenario => scenario.Name)], ShopFlowBench.RunAsync),
        new("tasktracker-micro", MicroScenarios.Rows, MicroScenarios.RunAsync),
        new("tasktracker-orders", [], OrdersBench.RunAsync),
        new("task-manager", TaskManagerBench.Rows, TaskManagerBench.RunAsync),
    ];
}

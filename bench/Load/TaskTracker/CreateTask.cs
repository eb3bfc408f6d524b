namespace Tracker.Bench.Load.TaskTracker;

internal sealed class CreateTask : BesideFloor
{
    public override string Name => "create";

    protected override string Row => "POST /tasks: row, count, audit";

    protected override double Target => 0.60;

    protected override Task<IReadOnlyList<Call>> CallsAsync(TaskTrackerBench bench, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Call>>([.. Enumerable.Range(0, 100)
            .Select(number => new Call("POST", "/api/v1/tasks", $$"""{"title":"Measured task number {{number}}"}"""))]);
}

namespace Tracker.Bench.Load.TaskTracker;

internal sealed class ListPage : BesideFloor
{
    public override string Name => "list";

    protected override string Row => "GET /tasks?status=&sort=due_date, 20 of 100,000";

    protected override double Target => 0.70;

    protected override Task<IReadOnlyList<Call>> CallsAsync(TaskTrackerBench bench, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Call>>([.. new[] { "TODO", "IN_PROGRESS", "BLOCKED", "DONE" }.Select(status => Call.Get($"/api/v1/tasks?status={status}&sort=due_date:asc"))]);
}

namespace Tracker.Bench.Load.TaskTracker;

internal sealed class ListPage : BesideFloor
{
    private static readonly string[] Statuses = ["TODO", "IN_PROGRESS", "BLOCKED", "DONE"];

    public override string Name => "list";

    protected override string Row => "GET /tasks?status=&sort=due_date";

    protected override double Target => 0.70;

    protected override Task<IReadOnlyList<Call>> CallsAsync(TaskTrackerBench bench, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Call>>([.. Statuses.Select(status => Call.Get($"/api/v1/tasks?status={status}&sort=due_date:asc"))]);
}

namespace Tracker.Bench.Load.TaskTracker;

internal sealed class ReadTask : BesideFloor
{
    public override string Name => "read";

    protected override string Row => "GET /tasks/{id}";

    protected override double Target => 0.70;

    protected override async Task<IReadOnlyList<Call>> CallsAsync(TaskTrackerBench bench, CancellationToken ct) =>
        [.. (await bench.Data.SomeIdsAsync(2000, ct)).Select(id => Call.Get($"/api/v1/tasks/{id}"))];
}

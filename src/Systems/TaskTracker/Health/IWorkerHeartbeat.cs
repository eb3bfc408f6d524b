namespace Tracker.Systems.TaskTracker.Health;

/// <summary>The heartbeat of workers, which the readiness of <c>api</c> reports (document 002 §6.2).</summary>
internal interface IWorkerHeartbeat
{
    Task BeatAsync(DateTime now, CancellationToken ct);
}

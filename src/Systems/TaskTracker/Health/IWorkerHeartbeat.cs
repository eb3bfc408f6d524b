
namespace Tracker.Systems.TaskTracker.Health;

/// <summary>Where a worker leaves signs of life for the readiness of <c>api</c> (document 002 §6.2).</summary>
internal interface IWorkerHeartbeat
{
    /// <summary>Leaves one.</summary>
    Task BeatAsync(DateTime now, CancellationToken ct);
}

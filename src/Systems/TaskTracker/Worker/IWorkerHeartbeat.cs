namespace Tracker.Systems.TaskTracker.Worker;

/// <summary>Where workers leave signs of life and <c>api</c> finds them (document 002 §6.2).</summary>
internal interface IWorkerHeartbeat
{
    /// <summary>Leaves one.</summary>
    Task BeatAsync(DateTime now, CancellationToken ct);

    /// <summary>The latest of any worker; null when there is none, or none lately.</summary>
    Task<DateTime?> LastAsync(CancellationToken ct);
}

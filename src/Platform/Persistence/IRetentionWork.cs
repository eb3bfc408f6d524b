namespace Tracker.Platform.Persistence;

/// <summary>Takes away what was kept long enough, in bounded steps. A step that was broken off, or done by two at once,
/// neither loses nor doubles anything.</summary>
public interface IRetentionWork
{
    /// <summary>How many rows are to go now.</summary>
    Task<long> CountDueAsync(CancellationToken ct);

    /// <returns>How many; 0 when none is left.</returns>
    Task<int> StepAsync(CancellationToken ct);
}

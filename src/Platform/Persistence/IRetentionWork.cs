namespace Tracker.Platform.Persistence;

/// <summary>
/// Deletes expired data in bounded steps. A step that was aborted, or run by two instances at once, neither loses nor doubles anything.
/// </summary>
public interface IRetentionWork
{
    /// <summary>The number of expired rows.</summary>
    Task<long> CountDueAsync(CancellationToken ct);

    /// <returns>The number of deleted rows; 0 when none is left.</returns>
    Task<int> StepAsync(CancellationToken ct);
}

namespace Tracker.Platform.Background;

/// <summary>Wakes a loop before its next poll. Any number of calls wake it once.</summary>
internal sealed class Wakeup : IDisposable
{
    private readonly SemaphoreSlim semaphore = new(0);

    public void Set()
    {
        // Two callers may both see zero: the loop then polls once too often.
        if (semaphore.CurrentCount == 0)
        {
            semaphore.Release();
        }
    }

    public Task WaitAsync(TimeSpan max, CancellationToken ct) => semaphore.WaitAsync(max, ct);

    public void Dispose() => semaphore.Dispose();
}

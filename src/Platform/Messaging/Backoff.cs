namespace Tracker.Platform.Messaging;

/// <summary>Waits that double from 200 ms to 5 s while something is away.</summary>
internal sealed class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(5);
    private TimeSpan next = First;

    public TimeSpan Next()
    {
        var wait = next;
        next = next * 2 < MaxDelay ? next * 2 : MaxDelay;
        return wait;
    }

    public void Reset() => next = First;
}

namespace Tracker.Platform.Background;

/// <summary>Delays that double with each consecutive failure, from <paramref name="First"/> to <paramref name="Max"/>.</summary>
public sealed record Backoff(TimeSpan First, TimeSpan Max)
{
    private const int MaxDoublings = 30;

    /// <summary>200 ms to 5 s.</summary>
    public static Backoff Default { get; } = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(5));

    /// <param name="failures">Consecutive failures, at least 1.</param>
    public TimeSpan After(int failures) =>
        TimeSpan.FromTicks(Math.Min(First.Ticks << Math.Min(failures - 1, MaxDoublings), Max.Ticks));
}

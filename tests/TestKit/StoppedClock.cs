namespace Tracker.Tests.TestKit;

/// <summary>A clock that stands still until it is moved; timers run on real time.</summary>
/// <param name="start">Where it stands at first.</param>
public sealed class StoppedClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    /// <summary>It stands at some noon.</summary>
    public StoppedClock()
        : this(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Moves it on, or back.</summary>
    public void Advance(TimeSpan by) => now += by;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => now;
}

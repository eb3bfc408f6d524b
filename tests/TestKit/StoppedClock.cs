namespace Tracker.Tests.TestKit;

/// <summary>A clock that changes only when it is moved; timers run on real time.</summary>
/// <param name="start">The initial time.</param>
public sealed class StoppedClock(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset now = start;

    public StoppedClock()
        : this(new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Moves the clock forward or back.</summary>
    public void Advance(TimeSpan by) => now += by;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => now;
}

namespace Tracker.Platform.Primitives;

/// <summary>
/// Time as the systems store and return it: UTC, truncated to milliseconds, so that a GET returns what the POST returned.
/// </summary>
public static class UtcMilliseconds
{
    public static DateTime UtcNow(this TimeProvider clock) => Truncate(clock.GetUtcNow().UtcDateTime);

    /// <summary>Truncates a UTC time to milliseconds.</summary>
    public static DateTime Truncate(DateTime utc) => new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
}

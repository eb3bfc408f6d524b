namespace Tracker.Platform.Primitives;

/// <summary>Time as the systems store and tell it: UTC, cut to milliseconds, so that what a POST answers a later GET answers too.</summary>
public static class UtcMilliseconds
{
    public static DateTime UtcNow(this TimeProvider clock) => Truncate(clock.GetUtcNow().UtcDateTime);

    /// <summary>Cuts a UTC time to milliseconds.</summary>
    public static DateTime Truncate(DateTime utc) => new(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
}

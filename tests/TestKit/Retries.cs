using Tracker.Platform.Messaging;

namespace Tracker.Tests.TestKit;

/// <summary>How often messages are handled again in tests.</summary>
public static class Retries
{
    /// <summary>As often as by default, without the waiting.</summary>
    public static RetryPolicy Quick { get; } = new([TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(150)]);
}

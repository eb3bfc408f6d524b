using Tracker.Platform.Messaging;

namespace Tracker.Tests.TestKit;

/// <summary>Retry policies for tests.</summary>
public static class Retries
{
    /// <summary>The default number of attempts with short waits.</summary>
    public static RetryPolicy Quick { get; } = new(
        [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(150)]);
}

namespace Tracker.Platform.Messaging;

/// <summary>A consumer's subscription to one topic.</summary>
/// <param name="Consumer">
/// Unique in the system. With a broker, the queue's name, for example <c>notifications.order.created</c>.
/// </param>
public sealed record Subscription(string Consumer, string Topic)
{
    /// <summary>The max number of messages that an instance handles at the same time.</summary>
    internal const int Concurrency = 10;

    /// <summary>Default: retries after 1 s, 4 s and 16 s, then dead.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;
}

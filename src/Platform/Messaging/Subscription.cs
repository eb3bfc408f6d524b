namespace Tracker.Platform.Messaging;

/// <summary>A consumer's subscription to one topic.</summary>
/// <param name="Consumer">
/// Unique in the system. With a broker, the queue's name, for example <c>notifications.order.created</c>.
/// </param>
public sealed record Subscription(string Consumer, string Topic)
{
    /// <summary>Default: retries after 1 s, 4 s and 16 s, then dead.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>The max number of messages handled at the same time; default 10.</summary>
    public int Concurrency { get; init; } = 10;

    /// <summary>
    /// How long a claim of an instance lasts; default 60 s. After it another instance may handle the message, in case the first hangs. It
    /// must be longer than a handling takes; otherwise a message is handled twice at the same time.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The interval of polls for due retries and for messages of other instances; default 200 ms.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(200);
}

namespace Tracker.Platform.Messaging;

/// <summary>A consumer's wish for the messages of one topic.</summary>
/// <param name="Consumer">Its name, unique in the system: a queue's name where there is a broker, e.g. <c>notifications.order.created</c>.</param>
/// <param name="Topic">The topic it wants.</param>
public sealed record Subscription(string Consumer, string Topic)
{
    /// <summary>What follows a failure; default 1 s, 4 s, 16 s, then dead.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;

    /// <summary>The most messages handled at the same time; default 10.</summary>
    public int Concurrency { get; init; } = 10;

    /// <summary>How long a claimed message belongs to its instance; default 60 s. Then another instance may take it, in case this one died: longer than a
    /// handling takes, or a message is handled twice at the same time.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often the store is looked at for due repeats and for what other instances left; default 200 ms.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(200);
}

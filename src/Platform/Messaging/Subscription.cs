namespace Tracker.Platform.Messaging;

/// <summary>A consumer's wish for the messages of one topic.</summary>
/// <param name="Consumer">Its name, unique in the system: a queue's name where there is a broker, e.g. <c>notifications.order.created</c>.</param>
/// <param name="Topic">The topic it wants.</param>
public sealed record Subscription(string Consumer, string Topic)
{
    /// <summary>The max messages that an instance handles at the same time.</summary>
    internal const int Concurrency = 10;

    /// <summary>What follows a failure; default 1 s, 4 s, 16 s, then dead.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;
}

using Tracker.Platform.Messaging;

namespace Tracker.Platform.RabbitMq;

/// <summary>
/// A consumer's queue and all that belongs to it in the broker. Publishers and consumers of a system hold the same values and both declare them, so that
/// nothing is published before its consumers can have it.
/// </summary>
/// <param name="Subscription">The queue's name (<see cref="Subscription.Consumer"/>), its binding key (<see cref="Subscription.Topic"/>), its retry policy, and
/// its prefetch (<see cref="Subscription.Concurrency"/>).</param>
/// <param name="Exchange">The topic exchange it is bound to, e.g. <c>order.events</c> (document 003 §5).</param>
/// <param name="DeadLetterQueue">Where the messages lie that were given up, e.g. <c>notifications.order.dead</c>. Several queues may share it.</param>
public sealed record RabbitMqQueue(Subscription Subscription, string Exchange, string DeadLetterQueue)
{
    public string Name => Subscription.Consumer;

    /// <summary>The topic exchange for messages that were given up; default the exchange's name and <c>.dlx</c> (document 003 §5.1).</summary>
    public string DeadLetterExchange { get; init; } = Exchange + ".dlx";

    /// <summary>The routing key of messages that were given up; default the topic and <c>.failed</c> (document 003 §5.1).</summary>
    public string DeadLetterRoutingKey { get; init; } = Subscription.Topic + ".failed";

    /// <summary>
    /// How long the queue gets no message when it is new; default 1 s. A quorum queue is written down up to half a second after it is declared, and a node that
    /// is killed before forgets the queue's messages, confirmed or not (seen with 3.10).
    /// </summary>
    internal TimeSpan UntilOnDisk { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where messages wait before they are handled again: a queue for each wait, since a queue lets go of its messages in their order only.</summary>
    internal string RetryQueue(TimeSpan delay) => $"{Name}.retry.{(long)delay.TotalMilliseconds}ms";
}

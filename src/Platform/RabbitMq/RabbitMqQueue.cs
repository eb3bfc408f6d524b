using Tracker.Platform.Messaging;

namespace Tracker.Platform.RabbitMq;

/// <summary>
/// A consumer's queue and everything that belongs to it in the broker. Publishers and consumers of a system have the same values and both
/// declare them, so that no message is published before its consumers can receive it.
/// </summary>
/// <param name="Subscription">
/// The queue's name (<see cref="Subscription.Consumer"/>), its binding key (<see cref="Subscription.Topic"/>), its retry policy and its
/// prefetch (<see cref="Subscription.Concurrency"/>).
/// </param>
/// <param name="Exchange">The topic exchange of its binding, for example <c>order.events</c> (document 003 §5).</param>
/// <param name="DeadLetterQueue">For example <c>notifications.order.dead</c>. Several queues can share it.</param>
public sealed record RabbitMqQueue(Subscription Subscription, string Exchange, string DeadLetterQueue)
{
    public string Name => Subscription.Consumer;

    /// <summary>The topic exchange of dead letters; default: the exchange's name and <c>.dlx</c> (document 003 §5.1).</summary>
    public string DeadLetterExchange { get; init; } = Exchange + ".dlx";

    /// <summary>The routing key of dead letters; default: the topic and <c>.failed</c> (document 003 §5.1).</summary>
    public string DeadLetterRoutingKey { get; init; } = Subscription.Topic + ".failed";

    /// <summary>
    /// How long nothing is published to a new queue; default 1 s. A quorum queue is written to disk up to half a second after its
    /// declaration. A node that is killed before that forgets the queue's messages, even confirmed ones (observed with 3.10).
    /// </summary>
    internal TimeSpan UntilOnDisk { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The queue of messages that wait for a retry. Each delay has its own queue, since messages of a queue expire in order only.
    /// </summary>
    internal string RetryQueue(TimeSpan delay) => $"{Name}.retry.{(long)delay.TotalMilliseconds}ms";
}

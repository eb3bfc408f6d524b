namespace Tracker.Platform.Messaging;

/// <summary>The events of a system: where they are published, and who consumes them.</summary>
/// <param name="Exchange">The topic exchange of a broker, e.g. <c>order.events</c>.</param>
/// <param name="DeadLetterQueue">The queue of a broker for messages that were given up, e.g. <c>notifications.order.dead</c>.</param>
/// <param name="Subscriptions">All subscriptions of the system. An event without one stays in its outbox.</param>
public sealed record EventTopology(string Exchange, string DeadLetterQueue, IReadOnlyList<Subscription> Subscriptions);

namespace Tracker.Platform.Messaging;

/// <summary>The events of a system: where they are published, and which consumers receive them.</summary>
/// <param name="Exchange">The topic exchange of a broker, for example <c>order.events</c>.</param>
/// <param name="DeadLetterQueue">A broker's queue for dead letters, for example <c>notifications.order.dead</c>.</param>
/// <param name="Subscriptions">All subscriptions of the system. An event without one stays in its outbox.</param>
public sealed record EventTopology(string Exchange, string DeadLetterQueue, IReadOnlyList<Subscription> Subscriptions);

using Tracker.Platform.Messaging;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTrackerOrders;

/// <summary>The channels, subscriptions and ids of document 000's events.</summary>
internal static class OrdersEvents
{
    public const string OrderCreated = "order/created";
    public const string OrderShipped = "order/shipped";

    // The namespace of event ids; any constant UUID.
    private static readonly Guid Space = new("3f1c5f0e-6a43-4c0b-9d0e-0b1f4a7c2d58");

    public static EventTopology Topology { get; } = new("order", "notifications.order.dead",
    [
        new Subscription("notifications.order.created", OrderCreated),
        new Subscription("notifications.order.shipped", OrderShipped),
    ]);

    /// <summary>
    /// The id of an event. Payloads carry none, and an order is created and shipped once: the channel and the order identify the event, for
    /// every publisher.
    /// </summary>
    public static Guid IdOf(string channel, Guid orderId) => Uuid.FromName(Space, $"{channel} {orderId}");
}

using Tracker.Platform.Messaging;

namespace Tracker.Systems.ShopFlow;

/// <summary>The events and subscriptions of document 003 §5.</summary>
internal static class ShopFlowEvents
{
    public const string OrderCreated = "order.created";
    public const string OrderShipped = "order.shipped";

    public static EventTopology Topology { get; } = new("order.events", "notifications.order.dead",
    [
        new Subscription("notifications.order.created", OrderCreated),
        new Subscription("notifications.order.shipped", OrderShipped),
    ]);
}

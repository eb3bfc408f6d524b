using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.InProcess;

namespace Tracker.Systems.ShopFlow;

/// <summary>The events of this system and who takes them (document 003 §5), and what carries them.</summary>
internal sealed class ShopFlowEvents
{
    public const string OrderCreated = "order.created";
    public const string OrderShipped = "order.shipped";

    public static readonly Subscription CreatedNotifications = new("notifications.order.created", OrderCreated);
    public static readonly Subscription ShippedNotifications = new("notifications.order.shipped", OrderShipped);

    /// <summary>Carries events between the services of one process. One that waits for its consumer to start waits in the outbox.</summary>
    public InProcessTransport InProcess { get; } = new([CreatedNotifications, ShippedNotifications]);
}

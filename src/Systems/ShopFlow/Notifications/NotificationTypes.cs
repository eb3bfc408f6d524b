namespace Tracker.Systems.ShopFlow.Notifications;

/// <summary>The notification types of document 003 §3.3.</summary>
internal static class NotificationTypes
{
    public const string OrderCreated = "order_created";
    public const string OrderShipped = "order_shipped";
}

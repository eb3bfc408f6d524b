using Tracker.Modules.Orders;

namespace Tracker.Systems.TaskTrackerOrders.Orders;

/// <summary>The rules of this system's orders.</summary>
internal static class OrderPolicies
{
    public const string Shipped = "shipped";

    public static readonly OrderLifeCycle LifeCycle = new("created",
    [
        new OrderTransition("created", "confirmed", OrderStamp.Confirmed),
        new OrderTransition("confirmed", Shipped, OrderStamp.Shipped),
        new OrderTransition(Shipped, "delivered", OrderStamp.Delivered),
        new OrderTransition("created", "cancelled", OrderStamp.Cancelled),
        new OrderTransition("confirmed", "cancelled", OrderStamp.Cancelled),
    ]);

    public static readonly OrderPolicy Orders = new()
    {
        LifeCycle = LifeCycle,
        Movers = OrderMovers.Owner,
        Created = OrderEvents.Created,
        Shipped = OrderEvents.Shipped,
    };
}

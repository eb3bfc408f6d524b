using Tracker.Modules.Orders;

namespace Tracker.Systems.ShopFlow.Orders;

/// <summary>The order policies of document 003 §6.</summary>
internal static class OrderPolicies
{
    public static readonly OrderLifeCycle LifeCycle = new("pending",
    [
        new OrderTransition("pending", "confirmed", OrderStamp.Confirmed),
        new OrderTransition("confirmed", "shipped", OrderStamp.Shipped),
        new OrderTransition("shipped", "delivered", OrderStamp.Delivered),
    ]);

    public static readonly OrderPolicy Orders = new()
    {
        LifeCycle = LifeCycle,
        Movers = OrderMovers.Admins,
        Created = OrderEvents.Created,
        Shipped = OrderEvents.Shipped,
    };
}

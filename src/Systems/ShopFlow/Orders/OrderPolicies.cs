using Tracker.Modules.Orders;

namespace Tracker.Systems.ShopFlow.Orders;

/// <summary>What this system wants of its orders (document 003 §6).</summary>
internal static class OrderPolicies
{
    public static readonly OrderLifeCycle LifeCycle = new("pending",
    [
        new OrderTransition("pending", "confirmed", OrderStamp.Confirmed),
        new OrderTransition("confirmed", "shipped", OrderStamp.Shipped),
        new OrderTransition("shipped", "delivered", OrderStamp.Delivered),
    ]);

    public static OrderPolicy With(OrderEvents events) => new()
    {
        LifeCycle = LifeCycle,
        Movers = OrderMovers.Admins,
        Created = events.AppendCreated,
        Shipped = events.AppendShipped,
    };
}

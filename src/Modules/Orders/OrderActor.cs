namespace Tracker.Modules.Orders;

/// <summary>A caller's relation to the orders of a system.</summary>
public enum OrderRole
{
    Customer,

    Admin,

    /// <summary>Another service: reads any order by its id and changes none (document 003 §8.2).</summary>
    Service,
}

/// <param name="UserId">Empty for a service.</param>
public readonly record struct OrderActor(Guid UserId, OrderRole Role)
{
    internal bool MayRead(Order order) => Role is OrderRole.Admin or OrderRole.Service || Owns(order);

    internal bool MayMove(Order order, OrderMovers movers) => movers switch
    {
        OrderMovers.Admins => Role == OrderRole.Admin,
        OrderMovers.Owner => Owns(order),
    };

    private bool Owns(Order order) => Role != OrderRole.Service && order.UserId == UserId;
}

using Tracker.Platform.Security;

namespace Tracker.Modules.Orders;

/// <summary>Who may do what with orders: a single one, or a list.</summary>
public static class OrderAccess
{
    /// <summary>Whether the actor places and lists orders. A service only reads single ones (document 003 §8.2).</summary>
    public static bool HasOrders(this Actor actor) => actor.Role != ActorRole.Service;

    internal static bool MayRead(this Actor actor, Order order) =>
        actor.Role is ActorRole.Admin or ActorRole.Service || actor.Is(order.UserId);

    internal static bool MayList(this Actor actor, OrderFilter filter) =>
        actor.Role == ActorRole.Admin || (filter.UserId is { } owner && actor.Is(owner));

    /// <summary>Whether the actor moves orders at all.</summary>
    internal static bool MayMoveOrders(this Actor actor, OrderMovers movers) => movers switch
    {
        OrderMovers.Admins => actor.Role == ActorRole.Admin,
        OrderMovers.Owner => actor.HasOrders(),
    };

    internal static bool MayMove(this Actor actor, Order order, OrderMovers movers) =>
        actor.MayMoveOrders(movers) && (movers != OrderMovers.Owner || actor.Is(order.UserId));
}

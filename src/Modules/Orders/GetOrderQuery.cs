using Tracker.Platform.Primitives;
using Tracker.Platform.Security;

namespace Tracker.Modules.Orders;

/// <summary>Reads an order (document 003 §4.2).</summary>
/// <param name="Id">Which one.</param>
/// <param name="Reader">Who asks: its customer, an admin or a service.</param>
public sealed record GetOrderQuery(Guid Id, Actor Reader);

/// <summary>Why an order is not shown.</summary>
public enum GetOrderFailure
{
    /// <summary>There is none.</summary>
    NotFound,

    /// <summary>It is somebody else's.</summary>
    NotAllowed,
}

/// <summary>Reads single orders.</summary>
public sealed class GetOrderHandler
{
    private readonly OrderStore store;

    internal GetOrderHandler(OrderStore store) => this.store = store;

    /// <summary>Reads one.</summary>
    public async Task<Outcome<Order, GetOrderFailure>> Handle(GetOrderQuery query, CancellationToken ct) =>
        await store.FindAsync(query.Id, ct) is not { } order ? GetOrderFailure.NotFound
        : query.Reader.MayRead(order) ? order
        : GetOrderFailure.NotAllowed;
}

using Tracker.Platform.Primitives;
using Tracker.Platform.Security;

namespace Tracker.Modules.Orders;

/// <summary>Reads an order (document 003 §4.2).</summary>
/// <param name="Reader">The order's customer, an admin or a service.</param>
public sealed record GetOrderQuery(Guid Id, Actor Reader);

public enum GetOrderFailure
{
    NotFound,

    NotAllowed,
}

public sealed class GetOrderHandler
{
    private readonly OrderStore store;

    internal GetOrderHandler(OrderStore store) => this.store = store;

    public async Task<Outcome<Order, GetOrderFailure>> Handle(GetOrderQuery query, CancellationToken ct) =>
        await store.FindAsync(query.Id, ct) is not { } order ? GetOrderFailure.NotFound
        : query.Reader.MayRead(order) ? order
        : GetOrderFailure.NotAllowed;
}

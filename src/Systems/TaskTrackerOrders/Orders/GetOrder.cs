using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Orders;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTrackerOrders.Orders;

internal static class GetOrder
{
    /// <summary>Returns an order.</summary>
    /// <remarks>Users may read only their own; the response does not reveal whether another exists. Services may read all.</remarks>
    public static async Task<Results<Ok<OrderResponse>, Problem>> Handle(
        PathId id, Caller caller, GetOrderHandler get, CancellationToken ct)
    {
        if (id.Value is not { } orderId)
        {
            return OrdersErrors.OrderNotFound;
        }

        var outcome = await get.Handle(new GetOrderQuery(orderId, caller.Actor()), ct);
        return outcome.Succeeded(out var order, out var failure)
            ? TypedResults.Ok(OrderResponse.From(order))
            : failure switch
            {
                GetOrderFailure.NotFound or GetOrderFailure.NotAllowed => OrdersErrors.OrderNotFound,
            };
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Orders;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.ShopFlow.Orders;

internal static class GetOrder
{
    /// <summary>Returns an order.</summary>
    /// <remarks>Customers may read only their own orders; admins and services may read all.</remarks>
    public static async Task<Results<Ok<OrderResponse>, Problem>> Handle(
        PathId id, Caller caller, GetOrderHandler get, CancellationToken ct)
    {
        if (id.Value is not { } orderId)
        {
            return ShopFlowErrors.OrderNotFound;
        }

        var outcome = await get.Handle(new GetOrderQuery(orderId, caller.Actor()), ct);
        return outcome.Succeeded(out var order, out var failure)
            ? TypedResults.Ok(OrderResponse.From(order))
            : failure switch
            {
                GetOrderFailure.NotFound => ShopFlowErrors.OrderNotFound,
                GetOrderFailure.NotAllowed => ShopFlowErrors.NotYourOrder,
            };
    }
}

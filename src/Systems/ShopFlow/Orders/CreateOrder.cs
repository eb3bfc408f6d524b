using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Orders;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.ShopFlow.Orders;

internal static class CreateOrder
{
    /// <summary>Places an order for the caller.</summary>
    /// <remarks>
    /// With an <c>Idempotency-Key</c> header the request can be repeated for 24 hours: it returns the first response again and creates no
    /// second order. The same key with other content is rejected.
    /// </remarks>
    public static async Task<Results<Created<OrderResponse>, Problem>> Handle(
        HttpContext context, Caller caller, OrderFields fields, CreateOrderHandler create)
    {
        if (!caller.Actor().HasOrders())
        {
            return ShopFlowErrors.NotForServices;
        }

        using var body = await JsonBody.ReadAsync(context);
        var key = IdempotencyKey.Printable.Read(context.Request.Headers, body.Faults);
        if (fields.Read(body) is not { } content)
        {
            return body.Faults.ToProblem();
        }

        var outcome = await create.Handle(new CreateOrderCommand(caller.UserId, content, key), context.RequestAborted);
        return outcome.Succeeded(out var order, out var failure)
            ? TypedResults.Created($"/orders/{order.Id}", OrderResponse.From(order))
            : failure switch
            {
                CreateOrderFailure.TotalTooLarge => ShopFlowErrors.Invalid("total_amount", $"must be at most {Money.Max}"),
                CreateOrderFailure.KeyUsedForAnotherOrder => ShopFlowErrors.KeyUsedForAnotherOrder,
                CreateOrderFailure.KeyInUse => Problems.IdempotencyKeyInUse,
            };
    }
}

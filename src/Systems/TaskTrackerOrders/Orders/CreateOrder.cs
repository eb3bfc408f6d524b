using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Orders;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTrackerOrders.Orders;

internal static class CreateOrder
{
    /// <summary>Places an order for the caller.</summary>
    public static async Task<Results<Created<CreatedOrderResponse>, Problem>> Handle(
        HttpContext context, Caller caller, CreateOrderHandler create)
    {
        if (!caller.Actor().HasOrders())
        {
            return OrdersErrors.OnlyUsers;
        }

        using var body = await JsonBody.ReadAsync(context);
        if (OrderFields.Read(body) is not { } content)
        {
            return body.Faults.ToProblem();
        }

        var outcome = await create.Handle(new CreateOrderCommand(caller.UserId, content), context.RequestAborted);
        return outcome.Succeeded(out var order, out var failure)
            ? TypedResults.Created($"/orders/{order.Id}", CreatedOrderResponse.From(order))
            : failure switch
            {
                CreateOrderFailure.TotalTooLarge =>
                    OrdersErrors.Invalid("items", $"must cost at most {Money.Max} in total", "less_than_equal"),
                CreateOrderFailure.KeyInUse or CreateOrderFailure.KeyUsedForAnotherOrder =>
                    throw new InvalidOperationException("This system has no idempotency keys."),
            };
    }
}

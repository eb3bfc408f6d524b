using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Orders;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;

namespace Tracker.Systems.ShopFlow.Orders;

internal static class ListOrders
{
    /// <summary>Lists the caller's orders, newest first by default.</summary>
    /// <remarks>
    /// Admins may list the orders of all users with <c>scope=all</c>, or of one user with <c>user_id</c>. A page past the end is empty.
    /// </remarks>
    public static async Task<Results<Ok<OrderPageResponse>, Problem>> Handle(HttpContext context, Caller caller, ListOrdersHandler list)
    {
        var reader = caller.Actor();
        if (!reader.HasOrders())
        {
            return ShopFlowErrors.NotForServices;
        }

        var query = new OrderListFields(context.Request.Query);
        var (filter, sort, page) = (query.Filter(caller), query.Sort(), query.Page());
        if (query.Faults.Any)
        {
            return query.Faults.ToProblem();
        }

        var outcome = await list.Handle(new ListOrdersQuery(reader, filter, sort, page.Request), context.RequestAborted);
        return outcome.Succeeded(out var orders, out var failure)
            ? TypedResults.Ok(new OrderPageResponse(
                [.. orders.Items.Select(order =>
                    new OrderSummaryResponse(order.Id, order.Status, order.TotalAmount, order.Currency, order.CreatedAt))],
                PaginationResponse.Of(page, orders.Total)))
            : failure switch
            {
                ListOrdersFailure.NotAllowed => ShopFlowErrors.OnlyAdmins,
            };
    }
}

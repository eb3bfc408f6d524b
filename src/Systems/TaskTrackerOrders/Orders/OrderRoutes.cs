using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.OpenApi;

namespace Tracker.Systems.TaskTrackerOrders.Orders;

/// <summary>The routes of document 000, service 2.</summary>
internal static class OrderRoutes
{
    public static void MapOrders(this IEndpointRouteBuilder app)
    {
        var orders = app.MapGroup("/orders").WithTags("Orders").RequireCaller();

        orders.MapPost("/", CreateOrder.Handle)
            .TakesBody(OrderFields.Body)
            .Refuses(
                OrdersErrors.Invalid("items.0.quantity", "must be a whole number, at least 1", "int_parsing"),
                OrdersErrors.OnlyUsers);

        orders.MapGet("/{id}", GetOrder.Handle).Refuses(OrdersErrors.OrderNotFound);

        orders.MapPut("/{id}", ChangeStatus.Handle)
            .WithName("changeOrderStatus")
            .TakesBody(ChangeStatus.Body)
            .Refuses(
                OrdersErrors.Invalid("status", "is required", "missing"),
                OrdersErrors.OnlyUsers,
                OrdersErrors.OrderNotFound,
                OrdersErrors.InvalidTransition);
    }
}

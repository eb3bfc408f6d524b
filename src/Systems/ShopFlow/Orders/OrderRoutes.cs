using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.RateLimiting;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.ShopFlow.Orders;

/// <summary>The routes of document 003 §4.2.</summary>
internal static class OrderRoutes
{
    public static void MapOrders(this IEndpointRouteBuilder app, RateLimitPolicy limit)
    {
        var orders = app.MapGroup("/orders").WithTags("Orders").RequireCaller().LimitRate(limit);

        orders.MapPost("/", CreateOrder.Handle)
            .TakesIdempotencyKey(IdempotencyKey.Printable, "order")
            .TakesBody(app.ServiceProvider.GetRequiredService<OrderFields>().Body)
            .Refuses(
                ShopFlowErrors.Invalid("items.0.quantity", "must be a whole number, at least 1"),
                ShopFlowErrors.NotForServices,
                Problems.IdempotencyKeyInUse,
                ShopFlowErrors.KeyUsedForAnotherOrder);

        orders.MapGet("/", ListOrders.Handle)
            .TakesQuery(OrderListFields.Description)
            .Refuses(ShopFlowErrors.Invalid("limit", "must be a whole number from 1 to 100"), ShopFlowErrors.OnlyAdmins);

        orders.MapGet("/{id}", GetOrder.Handle)
            .Refuses(ShopFlowErrors.NotYourOrder, ShopFlowErrors.OrderNotFound);

        orders.MapPatch("/{id}/status", ChangeStatus.Handle)
            .WithName("changeOrderStatus")
            .TakesBody(ChangeStatus.Body)
            .Refuses(
                ShopFlowErrors.Invalid("status", "is required"),
                ShopFlowErrors.InvalidTransition,
                ShopFlowErrors.OnlyAdmins,
                ShopFlowErrors.OrderNotFound,
                ShopFlowErrors.AlreadyInState);
    }
}

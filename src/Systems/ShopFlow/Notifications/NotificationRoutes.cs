using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.OpenApi;

namespace Tracker.Systems.ShopFlow.Notifications;

/// <summary>The routes of document 003 §4.3.</summary>
internal static class NotificationRoutes
{
    public static void MapNotifications(this IEndpointRouteBuilder app)
    {
        var notifications = app.MapGroup("/notifications").WithTags("Notifications").RequireCaller();

        notifications.MapGet("/", ListNotifications.Handle)
            .TakesQuery(NotificationListFields.Description)
            .Refuses(ShopFlowErrors.Invalid("limit", "must be a whole number from 1 to 100"), ShopFlowErrors.NotForServices);

        notifications.MapGet("/{id}", GetNotification.Handle)
            .Refuses(ShopFlowErrors.NotificationNotFound);
    }
}

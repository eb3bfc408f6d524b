using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;

namespace Tracker.Systems.TaskTrackerOrders.Notifications;

/// <summary>The routes of document 000, service 3, and a notification with its text.</summary>
internal static class NotificationRoutes
{
    public static void MapNotifications(this IEndpointRouteBuilder app)
    {
        var all = app.MapGroup("").WithTags("Notifications").RequireCaller();

        all.MapPost("/notify", Notify.Handle)
            .TakesBody(Notify.Body)
            .Refuses(OrdersErrors.Invalid("user_id", "must be a UUID", "uuid_parsing"), OrdersErrors.InvalidNotificationType);

        all.MapGet("/notifications", ListNotifications.Handle)
            .TakesQuery(NotificationListFields.Description)
            .Refuses(
                Problems.Validation([new Fault("query", "limit", "must be a whole number from 1 to 100", "int_parsing")]),
                OrdersErrors.OnlyUsers);

        all.MapGet("/notifications/{id}", GetNotification.Handle).Refuses(OrdersErrors.NotificationNotFound);
    }
}

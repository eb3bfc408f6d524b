using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Notifications;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTrackerOrders.Notifications;

internal static class GetNotification
{
    /// <summary>Returns a notification with its text, so that users can read those in the application.</summary>
    /// <remarks>Users may read only their own; the response does not reveal whether another exists. Services may read all.</remarks>
    public static async Task<Results<Ok<NotificationResponse>, Problem>> Handle(
        PathId id, Caller caller, GetNotificationHandler get, CancellationToken ct)
    {
        if (id.Value is not { } notificationId)
        {
            return OrdersErrors.NotificationNotFound;
        }

        var found = await get.Handle(new GetNotificationQuery(notificationId, caller.Actor()), ct);
        return found.Succeeded(out var notification, out var failure)
            ? TypedResults.Ok(NotificationResponse.From(notification))
            : failure switch { GetNotificationFailure.NotFound => OrdersErrors.NotificationNotFound };
    }
}

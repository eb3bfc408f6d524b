using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Notifications;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.ShopFlow.Notifications;

internal static class GetNotification
{
    /// <summary>Returns a notification with its text.</summary>
    /// <remarks>
    /// Customers may read only their own; the response does not reveal whether another exists. Admins and services may read all, and see
    /// the provider's message when one failed.
    /// </remarks>
    public static async Task<Results<Ok<NotificationResponse>, Problem>> Handle(
        PathId id, Caller caller, GetNotificationHandler get, CancellationToken ct)
    {
        if (id.Value is not { } notificationId)
        {
            return ShopFlowErrors.NotificationNotFound;
        }

        var reader = caller.Actor();
        var found = await get.Handle(new GetNotificationQuery(notificationId, reader), ct);
        return found.Succeeded(out var notification, out var failure)
            ? TypedResults.Ok(NotificationResponse.From(notification, inDetail: reader.MayReadProviderErrors()))
            : failure switch { GetNotificationFailure.NotFound => ShopFlowErrors.NotificationNotFound };
    }
}

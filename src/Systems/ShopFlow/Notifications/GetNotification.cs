using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Notifications;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.ShopFlow.Notifications;

internal static class GetNotification
{
    /// <summary>Tells one notification, with its text.</summary>
    /// <remarks>Users see their own, and do not learn whether another exists; admins and services see all, and why one failed in the provider's words.</remarks>
    public static async Task<Results<Ok<NotificationResponse>, Problem>> Handle(PathId id, Caller caller, GetNotificationHandler get, CancellationToken ct)
    {
        var reader = caller.Actor();
        return id.Value is { } notificationId && await get.Handle(new GetNotificationQuery(notificationId, reader), ct) is { } notification
            ? TypedResults.Ok(NotificationResponse.From(notification, inDetail: reader.MayReadProviderErrors()))
            : ShopFlowErrors.NotificationNotFound;
    }
}

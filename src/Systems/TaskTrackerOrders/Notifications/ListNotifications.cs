using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Notifications;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;

namespace Tracker.Systems.TaskTrackerOrders.Notifications;

internal static class ListNotifications
{
    /// <summary>Lists the caller's notifications, newest first.</summary>
    /// <remarks>At most 100 per request; <c>skip</c> continues the list.</remarks>
    public static async Task<Results<Ok<IReadOnlyList<NotificationSummaryResponse>>, Problem>> Handle(
        HttpContext context, Caller caller, ListNotificationsHandler list)
    {
        var reader = caller.Actor();
        if (!reader.MayListNotifications())
        {
            return OrdersErrors.OnlyUsers;
        }

        var query = new NotificationListFields(context.Request.Query);
        var page = query.Page();
        if (query.Faults.Any)
        {
            return query.Faults.ToProblem();
        }

        var found = await list.Handle(
            new ListNotificationsQuery(reader, new NotificationFilter(caller.UserId), page), context.RequestAborted);
        return TypedResults.Ok<IReadOnlyList<NotificationSummaryResponse>>([.. found.Items.Select(NotificationSummaryResponse.From)]);
    }
}

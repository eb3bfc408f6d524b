using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Notifications;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;

namespace Tracker.Systems.ShopFlow.Notifications;

internal static class ListNotifications
{
    /// <summary>Lists the caller's notifications, newest first.</summary>
    /// <remarks>Admins see the notifications of all users. A notification must match all filters. A page past the end is empty.</remarks>
    public static async Task<Results<Ok<NotificationPageResponse>, Problem>> Handle(
        HttpContext context, Caller caller, ListNotificationsHandler list)
    {
        var reader = caller.Actor();
        if (!reader.MayListNotifications())
        {
            return ShopFlowErrors.NotForServices;
        }

        var query = new NotificationListFields(context.Request.Query);
        var (filter, page) = (query.Filter(), query.Page());
        if (query.Faults.Any)
        {
            return query.Faults.ToProblem();
        }

        var found = await list.Handle(new ListNotificationsQuery(reader, filter, page.Request), context.RequestAborted);
        return TypedResults.Ok(new NotificationPageResponse(
            [.. found.Items.Select(NotificationSummaryResponse.From)],
            PaginationResponse.Of(page, found.Total)));
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskManager.Notifications;

/// <summary>The route of notification-service.</summary>
internal static class NotificationRoutes
{
    public static void MapNotifications(this IEndpointRouteBuilder app) => app
        .MapGet("/notifications", ListNotifications.Handle)
        .WithTags("Notifications")
        .RequireCaller()
        .TakesQuery(ListPart.Description)
        .Refuses(TaskManagerErrors.InvalidQuery("limit", "must be a whole number from 1 to 100", "int_parsing"));
}

internal static class ListNotifications
{
    /// <summary>Lists the notifications about the caller's tasks, newest first.</summary>
    /// <remarks>Past the end the list is empty.</remarks>
    public static async Task<Results<Ok<IReadOnlyList<NotificationResponse>>, Problem>> Handle(
        HttpContext context, Caller caller, NotificationEntries entries)
    {
        var query = new QueryFields(context.Request.Query);
        var part = ListPart.Read(query);
        return query.Faults.Any
            ? query.Faults.ToProblem()
            : TypedResults.Ok<IReadOnlyList<NotificationResponse>>(
                await entries.ListAsync(caller.UserNumber, part, context.RequestAborted));
    }
}

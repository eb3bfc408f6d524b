using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Identity;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;

namespace Tracker.Systems.TaskTracker.Api.Audit;

internal static class ListAuditEvents
{
    /// <summary>Lists audit events, newest first.</summary>
    /// <remarks>
    /// Admins see all events. Other users see the events that they caused and the events of their own tasks, including deleted tasks. An
    /// event must match all filters. A page past the end is empty.
    /// </remarks>
    public static async Task<Results<Ok<AuditPageResponse>, Problem>> Handle(HttpContext context, Caller caller, AuditLog audit)
    {
        var query = new AuditFields(context.Request.Query);
        var (filter, page) = (query.Filter(), query.Page());
        if (query.Faults.Any)
        {
            return query.Faults.ToProblem();
        }

        if (caller.Role != Roles.Admin)
        {
            if (filter.UserId is { } user && user != caller.UserId)
            {
                return TaskTrackerErrors.NotYourEvents;
            }

            filter = filter with { OwnerId = caller.UserId };
        }

        var events = await audit.ListAsync(filter, page.Request, context.RequestAborted);
        return TypedResults.Ok(new AuditPageResponse(events.Items, page.Number, page.Size, events.Total));
    }
}

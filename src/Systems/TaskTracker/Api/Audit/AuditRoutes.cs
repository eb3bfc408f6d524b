using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.OpenApi;

namespace Tracker.Systems.TaskTracker.Api.Audit;

/// <summary>The routes of document 002 §5.6.</summary>
internal static class AuditRoutes
{
    public static void MapAudit(this IEndpointRouteBuilder api) =>
        api.MapGroup("/audit-events").WithTags("Audit").RequireCaller()
            .MapGet("/", ListAuditEvents.Handle)
            .TakesQuery(AuditFields.Description)
            .Refuses(
                TaskTrackerErrors.Invalid("event_type", "must be one of TASK_CREATED, TASK_UPDATED, TASK_DELETED"),
                TaskTrackerErrors.NotYourEvents);
}

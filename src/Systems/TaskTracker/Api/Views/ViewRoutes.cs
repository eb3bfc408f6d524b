using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.OpenApi;

namespace Tracker.Systems.TaskTracker.Api.Views;

internal static class ViewRoutes
{
    public static void MapViews(this IEndpointRouteBuilder api)
    {
        var views = api.MapGroup("/views").WithTags("Views").RequireCaller();
        var invalid = TaskTrackerErrors.Invalid("query", "due must be one of overdue, today, week");

        views.MapGet("/", ListViews.Handle);

        views.MapPost("/", CreateView.Handle)
            .TakesBody(ViewFields.New)
            .Refuses(invalid, TaskTrackerErrors.ViewNameTaken, TaskTrackerErrors.ViewLimitReached);

        views.MapPatch("/{view_id}", UpdateView.Handle)
            .TakesBody(ViewFields.Changes)
            .Refuses(invalid, TaskTrackerErrors.ViewNotFound, TaskTrackerErrors.ViewNameTaken);

        views.MapDelete("/{view_id}", DeleteView.Handle)
            .Refuses(TaskTrackerErrors.ViewNotFound);
    }
}

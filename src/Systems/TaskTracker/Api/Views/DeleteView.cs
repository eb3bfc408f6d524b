using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Views;

internal static class DeleteView
{
    /// <summary>Deletes a view of the caller.</summary>
    public static async Task<Results<NoContent, Problem>> Handle(
        [FromRoute(Name = "view_id")] PathId id, Caller caller, ViewStore views, CancellationToken ct) =>
        id.Value is { } viewId && await views.DeleteAsync(caller.UserId, viewId, ct)
            ? TypedResults.NoContent()
            : TaskTrackerErrors.ViewNotFound;
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Views;

internal static class UpdateView
{
    /// <summary>Renames, moves or changes a view of the caller.</summary>
    /// <remarks>Absent members stay unchanged. A position past the end means the end.</remarks>
    public static async Task<Results<Ok<ViewResponse>, Problem>> Handle(
        HttpContext context, [FromRoute(Name = "view_id")] PathId id, Caller caller, ViewFields fields, ViewStore views)
    {
        if (id.Value is not { } viewId)
        {
            return TaskTrackerErrors.ViewNotFound;
        }

        using var body = await JsonBody.ReadAsync(context);
        var content = fields.ReadChanges(body, caller);
        if (body.Faults.Any)
        {
            return body.Faults.ToProblem();
        }

        try
        {
            return await views.UpdateAsync(caller.UserId, viewId, content, context.RequestAborted) is { } view
                ? TypedResults.Ok(view)
                : TaskTrackerErrors.ViewNotFound;
        }
        catch (PostgresException e) when (ViewStore.IsNameTaken(e))
        {
            return TaskTrackerErrors.ViewNameTaken;
        }
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Views;

internal static class CreateView
{
    /// <summary>Saves a query of the task list as a view of the caller.</summary>
    /// <remarks>A view is private to its user. It is not recorded in the audit log.</remarks>
    public static async Task<Results<Created<ViewResponse>, Problem>> Handle(
        HttpContext context, Caller caller, ViewFields fields, ViewStore views)
    {
        using var body = await JsonBody.ReadAsync(context);
        var content = fields.ReadNew(body, caller);
        if (body.Faults.Any)
        {
            return body.Faults.ToProblem();
        }

        try
        {
            return await views.InsertAsync(caller.UserId, content, context.RequestAborted) is { } view
                ? TypedResults.Created($"/api/v1/views/{view.Id}", view)
                : TaskTrackerErrors.ViewLimitReached;
        }
        catch (PostgresException e) when (ViewStore.IsNameTaken(e))
        {
            return TaskTrackerErrors.ViewNameTaken;
        }
    }
}

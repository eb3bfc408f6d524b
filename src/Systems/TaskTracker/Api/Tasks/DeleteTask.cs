using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

internal static class DeleteTask
{
    /// <summary>Deletes a task.</summary>
    /// <remarks>Requires the owner. The audit log keeps the content of the task.</remarks>
    public static async Task<Results<NoContent, Problem>> Handle(
        [FromRoute(Name = "task_id")] PathId id, Caller caller, DeleteTaskHandler delete, CancellationToken ct)
    {
        if (id.Value is not { } taskId)
        {
            return TaskTrackerErrors.TaskNotFound;
        }

        var outcome = await delete.Handle(new DeleteTaskCommand(taskId, caller.UserId), ct);
        return outcome.Succeeded(out _, out var failure)
            ? TypedResults.NoContent()
            : failure switch
            {
                DeleteTaskFailure.NotFound => TaskTrackerErrors.TaskNotFound,
                DeleteTaskFailure.NotOwner => TaskTrackerErrors.NotTaskOwner,
            };
    }
}

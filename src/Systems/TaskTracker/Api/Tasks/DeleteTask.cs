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
        HttpContext context, [FromRoute(Name = "task_id")] PathId id, Caller caller, DeleteTaskHandler delete)
    {
        if (id.Value is not { } taskId)
        {
            return TaskTrackerErrors.TaskNotFound;
        }

        var faults = new FaultList();
        var versions = TaskETag.ReadIfMatch(context, faults);
        if (faults.Any)
        {
            return faults.ToProblem();
        }

        var command = new DeleteTaskCommand(taskId, caller.UserId) { IfVersion = versions };
        var outcome = await delete.Handle(command, context.RequestAborted);
        return outcome.Succeeded(out _, out var failure)
            ? TypedResults.NoContent()
            : ProblemOf(failure);
    }

    public static Problem ProblemOf(DeleteTaskFailure failure) => failure switch
    {
        DeleteTaskFailure.NotFound => TaskTrackerErrors.TaskNotFound,
        DeleteTaskFailure.NotOwner => TaskTrackerErrors.NotTaskOwner,
        DeleteTaskFailure.VersionChanged => TaskTrackerErrors.TaskChanged,
    };
}

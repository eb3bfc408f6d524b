using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

internal static class ChangeTask
{
    /// <summary>Changes part of a task.</summary>
    /// <remarks>What is left out stays. <c>null</c> clears description, due date and tags. A change that makes no difference leaves no trace. Only the owner may.</remarks>
    public static async Task<Results<Ok<TaskResponse>, Problem>> Handle(
        HttpContext context, [FromRoute(Name = "task_id")] PathId id, Caller caller, TaskPolicy policy, UpdateTaskHandler update)
    {
        if (id.Value is not { } taskId)
        {
            return TaskTrackerErrors.TaskNotFound;
        }

        using var body = await JsonBody.ReadAsync(context);
        var changes = new TaskFields(body, policy).ReadChanges();
        if (body.Faults.Any)
        {
            return body.Faults.ToProblem();
        }

        var outcome = await update.Handle(new UpdateTask(taskId, caller.UserId, changes), context.RequestAborted);
        return outcome.ToResult();
    }
}

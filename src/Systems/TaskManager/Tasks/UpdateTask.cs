using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskManager.Tasks;

internal static class UpdateTask
{
    /// <summary>Changes part of a task.</summary>
    /// <remarks>Absent members stay unchanged. <c>null</c> clears the description.</remarks>
    public static async Task<Results<Ok<TaskResponse>, Problem>> Handle(
        HttpContext context,
        [FromRoute(Name = "task_id")] PathNumber id,
        Caller caller,
        TaskFields fields,
        UpdateTaskHandler update)
    {
        using var body = await JsonBody.ReadAsync(context);
        var number = id.Read("task_id", body.Faults);
        var changes = fields.ReadChanges(body);
        if (body.Faults.Any)
        {
            return body.Faults.ToProblem();
        }

        var command = new UpdateTaskCommand(number, TaskOwner.IdOf(caller.UserNumber), changes);
        var outcome = await update.Handle(command, context.RequestAborted);
        return outcome.Succeeded(out var task, out var failure)
            ? TypedResults.Ok(TaskResponse.From(task))
            : failure switch
            {
                UpdateTaskFailure.NotFound => TaskManagerErrors.TaskNotFound,
                UpdateTaskFailure.NotOwner => throw new InvalidOperationException("In this system only the owner sees a task."),
                UpdateTaskFailure.VersionChanged => throw new InvalidOperationException("In this system no request names a version."),
                UpdateTaskFailure.TooManyTags => throw new InvalidOperationException("In this system no request adds tags."),
            };
    }
}

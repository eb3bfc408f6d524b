using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

internal static class UpdateTask
{
    /// <summary>Replaces the content of a task.</summary>
    /// <remarks>Absent members get their default. Requires the owner.</remarks>
    public static Task<Results<Ok<TaskResponse>, Problem>> Replace(
        HttpContext context,
        [FromRoute(Name = "task_id")] PathId id,
        Caller caller,
        TaskFields fields,
        TaskPolicy policy,
        UpdateTaskHandler update) =>
        Handle(context, id, caller, update, body => TaskChanges.Replacing(fields.ReadContent(body), policy));

    /// <summary>Changes part of a task.</summary>
    /// <remarks>
    /// Absent members stay unchanged. <c>null</c> clears description, due date and tags. A request without an effective change is not
    /// recorded. Requires the owner.
    /// </remarks>
    public static Task<Results<Ok<TaskResponse>, Problem>> Change(
        HttpContext context, [FromRoute(Name = "task_id")] PathId id, Caller caller, TaskFields fields, UpdateTaskHandler update) =>
        Handle(context, id, caller, update, fields.ReadChanges);

    private static async Task<Results<Ok<TaskResponse>, Problem>> Handle(
        HttpContext context, PathId id, Caller caller, UpdateTaskHandler update, Func<JsonBody, TaskChanges> read)
    {
        if (id.Value is not { } taskId)
        {
            return TaskTrackerErrors.TaskNotFound;
        }

        using var body = await JsonBody.ReadAsync(context);
        var changes = read(body);
        var versions = TaskETag.ReadIfMatch(context, body.Faults);
        if (body.Faults.Any)
        {
            return body.Faults.ToProblem();
        }

        var command = new UpdateTaskCommand(taskId, caller.UserId, changes) { IfVersion = versions };
        var outcome = await update.Handle(command, context.RequestAborted);
        if (outcome.Succeeded(out var task, out var failure))
        {
            TaskETag.Send(context, task);
            return TypedResults.Ok(TaskResponse.From(task));
        }

        return ProblemOf(failure);
    }

    public static Problem ProblemOf(UpdateTaskFailure failure) => failure switch
    {
        UpdateTaskFailure.NotFound => TaskTrackerErrors.TaskNotFound,
        UpdateTaskFailure.NotOwner => TaskTrackerErrors.NotTaskOwner,
        UpdateTaskFailure.VersionChanged => TaskTrackerErrors.TaskChanged,
        UpdateTaskFailure.TooManyTags => TaskTrackerErrors.TooManyTags,
    };
}

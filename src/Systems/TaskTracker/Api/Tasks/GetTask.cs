using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Tracker.Modules.Tasks;
using Tracker.Modules.Tasks.Attachments;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

internal static class GetTask
{
    /// <summary>Returns a task with its attachments.</summary>
    /// <remarks>The answer to an <c>If-None-Match</c> with the task's <c>ETag</c> is 304.</remarks>
    public static async Task<Results<Ok<TaskDetailResponse>, StatusCodeHttpResult, Problem>> Handle(
        HttpContext context, [FromRoute(Name = "task_id")] PathId id, Caller caller, GetTaskHandler get, ListAttachmentsHandler list)
    {
        if (id.Value is not { } taskId)
        {
            return TaskTrackerErrors.TaskNotFound;
        }

        var ct = context.RequestAborted;
        var outcome = await get.Handle(new GetTaskQuery(taskId, caller.UserId), ct);
        if (!outcome.Succeeded(out var task, out var failure))
        {
            return failure switch
            {
                GetTaskFailure.NotFound => TaskTrackerErrors.TaskNotFound,
            };
        }

        // The attachments are read after the version, so that they are never older than it.
        TaskETag.Send(context, task);
        return TaskETag.IsCurrent(context, task)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Ok(new TaskDetailResponse(TaskResponse.From(task), await SummariesAsync(task, caller, list, ct)));
    }

    private static async Task<IReadOnlyList<AttachmentSummary>> SummariesAsync(
        TaskItem task, Caller caller, ListAttachmentsHandler list, CancellationToken ct)
    {
        if (task.AttachmentCount == 0)
        {
            return [];
        }

        var outcome = await list.Handle(new ListAttachmentsQuery(task.Id, caller.UserId), ct);
        // A task deleted between the two queries is returned without its attachments.
        return outcome.Succeeded(out var attachments, out _) ? [.. attachments.Select(AttachmentSummary.From)] : [];
    }
}

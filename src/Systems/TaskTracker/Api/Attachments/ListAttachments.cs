using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tracker.Modules.Tasks.Attachments;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Attachments;

internal static class ListAttachments
{
    /// <summary>Lists the files of a task, oldest first.</summary>
    public static async Task<Results<Ok<IReadOnlyList<AttachmentResponse>>, Problem>> Handle(
        [FromRoute(Name = "task_id")] PathId id, Caller caller, ListAttachmentsHandler list, CancellationToken ct)
    {
        if (id.Value is not { } taskId)
        {
            return TaskTrackerErrors.TaskNotFound;
        }

        var outcome = await list.Handle(new ListAttachmentsQuery(taskId, caller.UserId), ct);
        return outcome.Succeeded(out var attachments, out var failure)
            ? TypedResults.Ok<IReadOnlyList<AttachmentResponse>>([.. attachments.Select(AttachmentResponse.From)])
            : failure switch
            {
                ListAttachmentsFailure.NotFound => TaskTrackerErrors.TaskNotFound,
            };
    }
}

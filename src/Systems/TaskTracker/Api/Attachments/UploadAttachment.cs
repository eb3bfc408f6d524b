using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tracker.Modules.Tasks.Attachments;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Attachments;

internal static class UploadAttachment
{
    private const string Field = "file";

    /// <summary>Attaches a file to a task.</summary>
    /// <remarks>Requires the owner of the task. The file is streamed to the storage. The response is sent once it is stored.</remarks>
    public static async Task<Results<Created<AttachmentResponse>, Problem>> Handle(
        HttpContext context, [FromRoute(Name = "task_id")] PathId id, Caller caller, AddAttachmentHandler add)
    {
        if (id.Value is not { } taskId)
        {
            return TaskTrackerErrors.TaskNotFound;
        }

        // Checks permission and quota before the body is read, so that a rejected client need not send it.
        if (await add.CheckAsync(taskId, caller.UserId, context.RequestAborted) is { } refusal)
        {
            return ProblemOf(refusal);
        }

        if (!MultipartFile.IsMultipart(context.Request))
        {
            return TaskTrackerErrors.NotMultipart;
        }

        var faults = new FaultList();
        if (await MultipartFile.FindAsync(context, Field, faults) is not { } file)
        {
            return faults.ToProblem();
        }

        try
        {
            var command = new AddAttachmentCommand(taskId, caller.UserId, file.FileName, file.ContentType);
            var outcome = await add.Handle(command, file.Content, context.RequestAborted);
            return outcome.Succeeded(out var attachment, out var failure)
                ? TypedResults.Created($"/api/v1/attachments/{attachment.Id}/download", AttachmentResponse.From(attachment))
                : ProblemOf(failure);
        }
        catch (BadHttpRequestException) when (faults.Any)
        {
            return faults.ToProblem();
        }
    }

    private static Problem ProblemOf(AddAttachmentFailure failure) => failure switch
    {
        AddAttachmentFailure.NotFound => TaskTrackerErrors.TaskNotFound,
        AddAttachmentFailure.NotOwner => TaskTrackerErrors.NotTaskOwner,
        AddAttachmentFailure.TooLarge => TaskTrackerErrors.FileTooLarge,
        AddAttachmentFailure.TooMany => TaskTrackerErrors.TooManyAttachments,
        AddAttachmentFailure.StorageFull => TaskTrackerErrors.StorageFull,
        AddAttachmentFailure.TooSlow => Problems.RequestTimeout,
    };
}

using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using Tracker.Modules.Tasks.Attachments;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Attachments;

internal static class DownloadAttachment
{
    /// <summary>Returns an attached file.</summary>
    /// <remarks>
    /// Every user may read the files of all tasks. Supports ranges and conditional requests (RFC 9110). A file never changes, so its ETag
    /// is constant.
    /// </remarks>
    public static async Task<Results<FileStreamHttpResult, Problem>> Handle(
        HttpContext context, [FromRoute(Name = "attachment_id")] PathId id, Caller caller, OpenAttachmentHandler open)
    {
        if (id.Value is not { } attachmentId)
        {
            return TaskTrackerErrors.AttachmentNotFound;
        }

        var outcome = await open.Handle(new OpenAttachmentQuery(attachmentId, caller.UserId), context.RequestAborted);
        return outcome.Succeeded(out var file, out var failure)
            ? Send(context, file)
            : failure switch
            {
                OpenAttachmentFailure.NotFound => TaskTrackerErrors.AttachmentNotFound,
            };
    }

    private static FileStreamHttpResult Send(HttpContext context, OpenedAttachment file)
    {
        // Browsers must save an uploaded file, never render it as a page of this origin.
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers.CacheControl = "private, no-cache";
        var attachment = file.Attachment;
        return TypedResults.Stream(
            file.Content,
            attachment.ContentType,
            attachment.FileName,
            new DateTimeOffset(attachment.CreatedAt),
            new EntityTagHeaderValue($"\"{attachment.Id:N}\""),
            enableRangeProcessing: true);
    }
}

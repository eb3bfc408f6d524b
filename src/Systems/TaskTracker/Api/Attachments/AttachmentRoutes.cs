using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Tracker.Modules.Tasks.Attachments;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;

namespace Tracker.Systems.TaskTracker.Api.Attachments;

/// <summary>The routes of document 002 §5.5.</summary>
internal static class AttachmentRoutes
{
    /// <summary>Max bytes of a multipart body beside the file.</summary>
    private const long Envelope = 64 * 1024;

    public static void MapAttachments(this IEndpointRouteBuilder api, AttachmentPolicy limits)
    {
        var attachments = api.MapGroup("").WithTags("Attachments").RequireCaller();

        attachments.MapPost("/tasks/{task_id}/attachments", UploadAttachment.Handle)
            // The server also drains rejected bodies up to this limit, so that the client can read the response.
            .WithMetadata(new RequestSizeLimitAttribute(limits.MaxFileBytes + Envelope))
            .Describe(FileDescription.OfUpload)
            .Refuses(
                TaskTrackerErrors.Invalid("file", "a file is required"),
                TaskTrackerErrors.NotTaskOwner,
                TaskTrackerErrors.TaskNotFound,
                Problems.RequestTimeout,
                TaskTrackerErrors.FileTooLarge,
                TaskTrackerErrors.TooManyAttachments,
                TaskTrackerErrors.StorageFull,
                TaskTrackerErrors.NotMultipart);

        attachments.MapGet("/tasks/{task_id}/attachments", ListAttachments.Handle)
            .Refuses(TaskTrackerErrors.TaskNotFound);

        attachments.MapGet("/attachments/{attachment_id}/download", DownloadAttachment.Handle)
            .Describe(FileDescription.OfDownload)
            .Refuses(TaskTrackerErrors.AttachmentNotFound, Problems.PreconditionFailed, Problems.RangeNotSatisfiable);

        attachments.MapDelete("/attachments/{attachment_id}", RemoveAttachment.Handle)
            .WithName("deleteAttachment")
            .Refuses(TaskTrackerErrors.NotTaskOwner, TaskTrackerErrors.AttachmentNotFound);
    }
}

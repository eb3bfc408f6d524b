using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;

namespace Tracker.Systems.TaskTracker.Api.Attachments;

/// <summary>Document 002 §5.5.</summary>
internal static class AttachmentRoutes
{
    public static void MapAttachments(this IEndpointRouteBuilder api)
    {
        var attachments = api.MapGroup("").WithTags("Attachments").RequireCaller();

        attachments.MapPost("/tasks/{task_id}/attachments", UploadAttachment.Handle)
            .Describe(FileDescription.OfUpload)
            .Refuses(
                TaskTrackerErrors.Invalid("file", "a file is required"), TaskTrackerErrors.NotTaskOwner, TaskTrackerErrors.TaskNotFound, Problems.RequestTimeout,
                TaskTrackerErrors.FileTooLarge, TaskTrackerErrors.TooManyAttachments, TaskTrackerErrors.StorageFull, TaskTrackerErrors.NotMultipart);

        attachments.MapGet("/tasks/{task_id}/attachments", ListAttachments.Handle)
            .Refuses(TaskTrackerErrors.TaskNotFound);

        attachments.MapGet("/attachments/{attachment_id}/download", DownloadAttachment.Handle)
            .Describe(FileDescription.OfDownload)
            .Refuses(TaskTrackerErrors.AttachmentNotFound);

        attachments.MapMethods("/attachments/{attachment_id}/download", [HttpMethods.Head], DownloadAttachment.Handle)
            .ExcludeFromDescription();

        attachments.MapDelete("/attachments/{attachment_id}", RemoveAttachment.Handle)
            .Refuses(TaskTrackerErrors.NotTaskOwner, TaskTrackerErrors.AttachmentNotFound);
    }
}

using Tracker.Modules.Tasks.Attachments;

namespace Tracker.Systems.TaskTracker.Api.Attachments;

/// <summary>A file attached to a task (document 002 §5.5).</summary>
/// <param name="Id">The attachment's id.</param>
/// <param name="Filename">The file name without a path.</param>
/// <param name="ContentType">The media type.</param>
/// <param name="SizeBytes">The size in bytes.</param>
/// <param name="CreatedAt">The time it was attached, in UTC.</param>
public sealed record AttachmentResponse(Guid Id, string Filename, string ContentType, long SizeBytes, DateTime CreatedAt)
{
    internal static AttachmentResponse From(Attachment attachment) =>
        new(attachment.Id, attachment.FileName, attachment.ContentType, attachment.SizeBytes, attachment.CreatedAt);
}

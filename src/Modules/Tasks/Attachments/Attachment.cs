namespace Tracker.Modules.Tasks.Attachments;

/// <summary>A file of a task (document 002 §3.1). The owner of the task owns it.</summary>
/// <param name="Id">Rises with the time of creation.</param>
/// <param name="FileName">A result of <see cref="AttachmentFileName.Clean"/>.</param>
/// <param name="ContentType">A result of <see cref="AttachmentContentType.Clean"/>.</param>
/// <param name="StoragePath">The file's key in the storage; not for clients.</param>
/// <param name="CreatedAt">UTC, in whole milliseconds.</param>
public sealed record Attachment(
    Guid Id, Guid TaskId, string FileName, string ContentType, long SizeBytes, string StoragePath, DateTime CreatedAt);

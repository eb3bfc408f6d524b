namespace Tracker.Modules.Tasks.Attachments;

/// <summary>A file that belongs to a task (document 002 §3.1). It never changes.</summary>
/// <param name="Id">Rises with the time it was attached.</param>
/// <param name="TaskId">The task; its owner is the file's.</param>
/// <param name="FileName">As <see cref="AttachmentFileName.Clean"/> leaves it.</param>
/// <param name="ContentType">As <see cref="AttachmentContentType.Clean"/> leaves it.</param>
/// <param name="SizeBytes">How long the file is.</param>
/// <param name="StoragePath">The file's key in the storage; for nobody outside.</param>
/// <param name="CreatedAt">When it was attached, in UTC, whole milliseconds.</param>
public sealed record Attachment(Guid Id, Guid TaskId, string FileName, string ContentType, long SizeBytes, string StoragePath, DateTime CreatedAt);

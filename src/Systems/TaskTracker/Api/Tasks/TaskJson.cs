using Tracker.Modules.Tasks;
using Tracker.Modules.Tasks.Attachments;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

/// <summary>A task (document 002 §5.4).</summary>
/// <param name="Id">The task's id.</param>
/// <param name="OwnerId">The owner's id. Only the owner may change the task.</param>
/// <param name="OwnerEmail">The owner's e-mail address.</param>
/// <param name="Title">The title.</param>
/// <param name="Description">The description; null when there is none.</param>
/// <param name="Status">TODO, IN_PROGRESS, BLOCKED or DONE.</param>
/// <param name="Priority">LOW, MEDIUM, HIGH or CRITICAL.</param>
/// <param name="DueDate">The due date, in UTC; null when there is none.</param>
/// <param name="Tags">The tags in alphabetical order, in lowercase.</param>
/// <param name="AttachmentCount">The number of attached files.</param>
/// <param name="CreatedAt">The time it was created, in UTC.</param>
/// <param name="UpdatedAt">The time of the last change, in UTC.</param>
/// <param name="Version">Rises with each change of the task or its attachments. In quotes it is the task's entity tag.</param>
public sealed record TaskResponse(
    Guid Id,
    Guid OwnerId,
    string OwnerEmail,
    string Title,
    string? Description,
    string Status,
    string Priority,
    DateTime? DueDate,
    IReadOnlyList<string> Tags,
    int AttachmentCount,
    DateTime CreatedAt,
    DateTime UpdatedAt,
    long Version)
{
    internal static TaskResponse From(TaskItem task) => new(
        task.Id,
        task.Owner.Id,
        task.Owner.Email ?? throw new InvalidOperationException("In this system every owner has an address."),
        task.Title,
        task.Description,
        task.Status.Text,
        task.Priority.Text,
        task.DueDate,
        task.Tags,
        task.AttachmentCount,
        task.CreatedAt,
        task.UpdatedAt,
        task.Version);
}

/// <summary>A page of tasks.</summary>
/// <param name="Items">The tasks of this page; empty past the end.</param>
/// <param name="Page">The requested page number, starting at 1.</param>
/// <param name="PageSize">Tasks per page.</param>
/// <param name="Total">The number of matching tasks on all pages.</param>
public sealed record TaskPageResponse(IReadOnlyList<TaskResponse> Items, int Page, int PageSize, long Total);

/// <summary>A task with summaries of its attachments.</summary>
/// <param name="Task">The task.</param>
/// <param name="Attachments">The attachments, oldest first.</param>
public sealed record TaskDetailResponse(TaskResponse Task, IReadOnlyList<AttachmentSummary> Attachments);

/// <summary>The summary of an attached file.</summary>
/// <param name="Id">The attachment's id.</param>
/// <param name="Filename">The file name without a path.</param>
/// <param name="SizeBytes">The size in bytes.</param>
/// <param name="CreatedAt">The time it was attached, in UTC.</param>
public sealed record AttachmentSummary(Guid Id, string Filename, long SizeBytes, DateTime CreatedAt)
{
    internal static AttachmentSummary From(Attachment attachment) =>
        new(attachment.Id, attachment.FileName, attachment.SizeBytes, attachment.CreatedAt);
}

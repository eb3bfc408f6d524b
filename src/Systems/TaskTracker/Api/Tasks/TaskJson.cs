using Tracker.Modules.Tasks;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

/// <summary>A task (document 002 §5.4).</summary>
/// <param name="Id">The task's id.</param>
/// <param name="OwnerId">The user who owns it: the only one who may change it.</param>
/// <param name="OwnerEmail">The owner's address.</param>
/// <param name="Title">What is to be done.</param>
/// <param name="Description">More about it; null when there is none.</param>
/// <param name="Status">TODO, IN_PROGRESS, BLOCKED or DONE.</param>
/// <param name="Priority">LOW, MEDIUM, HIGH or CRITICAL.</param>
/// <param name="DueDate">When it is due, in UTC; null when it is not.</param>
/// <param name="Tags">Its tags in alphabetical order, lower case.</param>
/// <param name="AttachmentCount">How many files are attached.</param>
/// <param name="CreatedAt">When it was created, in UTC.</param>
/// <param name="UpdatedAt">When it was changed last, in UTC.</param>
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
    DateTime UpdatedAt)
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
        task.UpdatedAt);
}

/// <summary>A page of tasks.</summary>
/// <param name="Items">The tasks of this page; none past the end.</param>
/// <param name="Page">The page asked for, from 1.</param>
/// <param name="PageSize">Tasks a page.</param>
/// <param name="Total">How many tasks match, over all pages.</param>
public sealed record TaskPageResponse(IReadOnlyList<TaskResponse> Items, int Page, int PageSize, long Total);

/// <summary>A task with summaries of its attachments.</summary>
/// <param name="Task">The task.</param>
/// <param name="Attachments">Its attachments, oldest first.</param>
public sealed record TaskDetailResponse(TaskResponse Task, IReadOnlyList<AttachmentSummary> Attachments);

/// <summary>What a task tells of an attached file.</summary>
/// <param name="Id">The attachment's id.</param>
/// <param name="Filename">The file's name, without any path.</param>
/// <param name="SizeBytes">Its size in bytes.</param>
/// <param name="CreatedAt">When it was attached, in UTC.</param>
public sealed record AttachmentSummary(Guid Id, string Filename, long SizeBytes, DateTime CreatedAt);

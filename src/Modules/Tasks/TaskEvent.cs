using Tracker.Modules.Tasks.Attachments;

namespace Tracker.Modules.Tasks;

public enum TaskEventKind
{
    Created,
    Updated,
    Deleted,
    AttachmentAdded,
    AttachmentRemoved,
}

/// <summary>A change of a task. A system's <see cref="TaskPolicy.EventOf"/> may publish it.</summary>
/// <param name="Task">The task after the change; a deleted task as it was.</param>
/// <param name="Changed">The changed members, for example <c>due_date</c>; empty for a created and for a deleted task.</param>
/// <param name="At">In UTC.</param>
public sealed record TaskEvent(TaskEventKind Kind, TaskItem Task, IReadOnlyList<string> Changed, DateTime At)
{
    private static readonly IReadOnlyList<string> Attachments = ["attachments"];

    public static TaskEvent Created(TaskItem task) => new(TaskEventKind.Created, task, [], task.CreatedAt);

    public static TaskEvent Updated(TaskItem before, TaskItem after) =>
        new(TaskEventKind.Updated, after, [.. Differences(before, after)], after.UpdatedAt);

    public static TaskEvent Deleted(TaskItem task, DateTime now) => new(TaskEventKind.Deleted, task, [], now);

    public static TaskEvent Added(TaskItem task, Attachment attachment) =>
        new(TaskEventKind.AttachmentAdded, task, Attachments, attachment.CreatedAt);

    public static TaskEvent Removed(TaskItem task, DateTime now) => new(TaskEventKind.AttachmentRemoved, task, Attachments, now);

    private static IEnumerable<string> Differences(TaskItem before, TaskItem after)
    {
        if (before.Title != after.Title)
        {
            yield return "title";
        }

        if (before.Description != after.Description)
        {
            yield return "description";
        }

        if (before.Status != after.Status)
        {
            yield return "status";
        }

        if (before.Priority != after.Priority)
        {
            yield return "priority";
        }

        if (before.DueDate != after.DueDate)
        {
            yield return "due_date";
        }

        if (!TaskTags.AreSame(before.Tags, after.Tags))
        {
            yield return "tags";
        }
    }
}

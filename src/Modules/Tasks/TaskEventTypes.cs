namespace Tracker.Modules.Tasks;

/// <summary>The audit events of tasks (document 002 §3.1).</summary>
public static class TaskEventTypes
{
    internal const string Created = "TASK_CREATED";
    internal const string Updated = "TASK_UPDATED";
    internal const string Deleted = "TASK_DELETED";
    internal const string AttachmentAdded = "ATTACHMENT_ADDED";
    internal const string AttachmentRemoved = "ATTACHMENT_REMOVED";
    internal const string ReminderSent = "REMINDER_SENT";

    public static IReadOnlyList<string> All { get; } = [Created, Updated, Deleted, AttachmentAdded, AttachmentRemoved, ReminderSent];
}

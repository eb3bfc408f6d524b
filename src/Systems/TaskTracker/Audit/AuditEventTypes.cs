namespace Tracker.Systems.TaskTracker.Audit;

/// <summary>What can happen (document 002 §3.1); the table checks the same words.</summary>
internal static class AuditEventTypes
{
    public static IReadOnlyList<string> All { get; } =
        ["TASK_CREATED", "TASK_UPDATED", "TASK_DELETED", "ATTACHMENT_ADDED", "ATTACHMENT_REMOVED", "REMINDER_SENT", "LOGIN", "PASSWORD_CHANGED"];
}

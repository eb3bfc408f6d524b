using Tracker.Modules.Identity;
using Tracker.Modules.Tasks;

namespace Tracker.Systems.TaskTracker.Audit;

/// <summary>The event types of document 002 §3.1. A check of the table has the same list.</summary>
internal static class AuditEventTypes
{
    public static TaskAuditEvents Tasks { get; } = new(
        Created: "TASK_CREATED",
        Updated: "TASK_UPDATED",
        Deleted: "TASK_DELETED",
        AttachmentAdded: "ATTACHMENT_ADDED",
        AttachmentRemoved: "ATTACHMENT_REMOVED",
        ReminderSent: "REMINDER_SENT");

    public static IdentityAuditEvents Identity { get; } = new(LogIn: "LOGIN", PasswordChanged: "PASSWORD_CHANGED");

    public static IReadOnlyList<string> All { get; } =
    [
        Tasks.Created, Tasks.Updated, Tasks.Deleted, Tasks.AttachmentAdded, Tasks.AttachmentRemoved, Tasks.ReminderSent,
        Identity.LogIn, Identity.PasswordChanged,
    ];
}

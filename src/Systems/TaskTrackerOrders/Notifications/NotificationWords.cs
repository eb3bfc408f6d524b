using Tracker.Modules.Notifications;

namespace Tracker.Systems.TaskTrackerOrders.Notifications;

/// <summary>The statuses of document 000's notifications.</summary>
internal static class NotificationWords
{
    public const string Pending = "pending";
    public const string Sent = NotificationStatuses.Sent;
    public const string Failed = NotificationStatuses.Failed;

    public static string Of(string status) => status == NotificationStatuses.Queued ? Pending : status;
}

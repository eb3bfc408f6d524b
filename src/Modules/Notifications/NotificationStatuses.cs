namespace Tracker.Modules.Notifications;

/// <summary>The statuses of a notification (document 003 §3.3).</summary>
public static class NotificationStatuses
{
    /// <summary>Not sent yet. After a failed attempt it has an error message.</summary>
    public const string Queued = "queued";

    /// <summary>The provider has accepted it.</summary>
    public const string Sent = "sent";

    /// <summary>The provider has rejected it, or the last attempt has failed.</summary>
    public const string Failed = "failed";
}

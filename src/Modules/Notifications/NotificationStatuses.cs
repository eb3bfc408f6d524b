namespace Tracker.Modules.Notifications;

/// <summary>How far a notification has come (document 003 §3.3).</summary>
public static class NotificationStatuses
{
    /// <summary>Not sent yet; it may have failed, and then it has an error message.</summary>
    public const string Queued = "queued";

    /// <summary>The provider has taken it.</summary>
    public const string Sent = "sent";

    /// <summary>It was refused for good, or given up after the last attempt.</summary>
    public const string Failed = "failed";
}

namespace Tracker.Modules.Notifications;

/// <summary>The channels of notifications (documents 000 and 003).</summary>
public static class Channels
{
    public const string Email = "email";

    public const string Sms = "sms";

    /// <summary>The user reads it in the application. It is sent when it is stored, and has no recipient.</summary>
    public const string InApp = "in_app";
}

namespace Tracker.Modules.Notifications;

/// <summary>The ways a notification can go (documents 000 and 003).</summary>
public static class Channels
{
    /// <summary>An e-mail.</summary>
    public const string Email = "email";

    /// <summary>A text message.</summary>
    public const string Sms = "sms";

    /// <summary>A message that is read in the application. Storing it is sending it, and it needs no recipient.</summary>
    public const string InApp = "in_app";
}

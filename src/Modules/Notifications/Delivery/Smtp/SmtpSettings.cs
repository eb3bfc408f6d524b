using Tracker.Platform.Settings;

namespace Tracker.Modules.Notifications.Delivery.Smtp;

/// <summary>The variables of a mail server.</summary>
internal static class SmtpSettings
{
    public static Setting<SmtpUrl> Server { get; } = Setting.Of(
        "SMTP_URL",
        "the mail server, smtp://user:password@host:port",
        SmtpUrl.Parse,
        new SmtpUrl("unset.invalid", 25, null, SmtpEncryption.None)) with
    {
        Note = "TLS: ?starttls=true, or smtps://. SES comes first; with neither, e-mails are files",
    };

    public static Setting<string> From { get; } = SenderAddress.In("SMTP_FROM", "the sender's address");

    public static SettingGroup Group { get; } = new("E-mail by a mail server", Server, From);
}

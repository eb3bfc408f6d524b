using Tracker.Modules.Notifications.Delivery;
using Tracker.Modules.Notifications.Delivery.Files;
using Tracker.Modules.Notifications.Delivery.Ses;
using Tracker.Modules.Notifications.Delivery.Smtp;
using Tracker.Modules.Notifications.Delivery.Twilio;
using Tracker.Platform.Settings;

namespace Tracker.Modules.Notifications;

/// <summary>
/// The variables that choose who delivers e-mails and text messages. A provider that is configured by half is a fault: messages never
/// quietly go elsewhere.
/// </summary>
public static class DeliverySettings
{
    private const string FileSender = "notifications@localhost";

    /// <summary>For services that send e-mails and text messages.</summary>
    public static IReadOnlyList<SettingGroup> Groups { get; } =
        [SesSettings.Group, SmtpSettings.Group, TwilioSettings.Group, AwsSettings.Group];

    /// <summary>For services that send e-mails only.</summary>
    public static IReadOnlyList<SettingGroup> EmailGroups { get; } = [SesSettings.Group, SmtpSettings.Group, AwsSettings.Group];

    /// <summary>
    /// The sender of e-mails. <c>AWS_SES_REGION</c> chooses SES, else <c>SMTP_URL</c> a mail server; with neither, e-mails are files in
    /// <c>mail/</c> below the data folder. A sender's address alone chooses nothing and is a fault.
    /// </summary>
    /// <param name="dataFolder">The system's data folder.</param>
    /// <param name="clock">Default: the machine's clock.</param>
    /// <returns>Creates the sender, once the settings are known to be valid.</returns>
    public static Func<IEmailSender> EmailSender(this ServiceSettings settings, string dataFolder, TimeProvider? clock = null)
    {
        var time = clock ?? TimeProvider.System;
        var smtp = settings.Optional(SmtpSettings.Server);
        if (settings.Optional(SesSettings.Region) is not null || (smtp is null && settings.Optional(SesSettings.From) is not null))
        {
            var options = settings.Ses();
            return () => new SesEmailSender(options, time);
        }

        if (smtp is not null || settings.Optional(SmtpSettings.From) is not null)
        {
            var server = settings.Require(SmtpSettings.Server);
            var fromSes = settings.Optional(SmtpSettings.From) is null && settings.Optional(SesSettings.From) is not null;
            var from = settings.Require(fromSes ? SesSettings.From : SmtpSettings.From);
            return () => new SmtpEmailSender(server, from, time);
        }

        return () => new FileEmailSender(Path.Combine(dataFolder, "mail"), FileSender, time);
    }

    /// <summary>
    /// The sender of text messages: Twilio when any of its variables is set, which then all must be; otherwise files in <c>sms/</c> below
    /// the data folder.
    /// </summary>
    /// <param name="dataFolder">The system's data folder.</param>
    /// <param name="clock">Default: the machine's clock.</param>
    /// <returns>Creates the sender, once the settings are known to be valid.</returns>
    public static Func<ISmsSender> SmsSender(this ServiceSettings settings, string dataFolder, TimeProvider? clock = null)
    {
        if (settings.Twilio() is not { } options)
        {
            return () => new FileSmsSender(Path.Combine(dataFolder, "sms"));
        }

        return () => new TwilioSmsSender(options, clock ?? TimeProvider.System);
    }
}

using System.Text;
using Tracker.Platform.Delivery;
using Tracker.Platform.Delivery.Files;
using Tracker.Platform.Delivery.Ses;
using Tracker.Platform.Delivery.Smtp;
using Tracker.Platform.Delivery.Twilio;

namespace Tracker.Platform.Hosting;

/// <summary>
/// Who delivers e-mails and text messages, from the environment. A provider that is configured by half is a fault, which the settings keep: it never means
/// that messages quietly go elsewhere.
/// </summary>
public static class DeliverySettings
{
    private const string FileSender = "notifications@localhost";

    /// <summary>
    /// The sender of e-mails. <c>AWS_SES_REGION</c> chooses SES, with <c>AWS_SES_FROM_EMAIL</c>, <c>AWS_ACCESS_KEY_ID</c>, <c>AWS_SECRET_ACCESS_KEY</c>,
    /// perhaps <c>AWS_SESSION_TOKEN</c>, and <c>AWS_ENDPOINT_URL_SESV2</c> (or <c>AWS_ENDPOINT_URL</c>) for another endpoint. Else <c>SMTP_URL</c> chooses a
    /// mail server; its sender is <c>SMTP_FROM</c>, else <c>AWS_SES_FROM_EMAIL</c>. With neither, e-mails are files in <c>mail/</c> below the data folder. A
    /// sender's address alone chooses nothing and is a fault.
    /// </summary>
    /// <param name="settings">The service's variables.</param>
    /// <param name="dataFolder">Where the system keeps its data (<see cref="DataFolder.PathOf"/>).</param>
    /// <param name="clock">The time; the machine's unless given.</param>
    /// <returns>Makes the sender, once the settings are known to be right.</returns>
    public static Func<IEmailSender> EmailSender(this ServiceSettings settings, string dataFolder, TimeProvider? clock = null)
    {
        var time = clock ?? TimeProvider.System;
        var smtp = settings.Optional("SMTP_URL");
        if (settings.Optional("AWS_SES_REGION") is not null || (smtp is null && settings.Optional("AWS_SES_FROM_EMAIL") is not null))
        {
            var options = settings.Ses();
            return () => new SesEmailSender(options, time);
        }

        if (smtp is not null || settings.Optional("SMTP_FROM") is not null)
        {
            var server = settings.MailServer();
            var from = settings.SmtpSender();
            return () => new SmtpEmailSender(server, from, time);
        }

        return () => new FileEmailSender(Path.Combine(dataFolder, "mail"), FileSender, time);
    }

    /// <summary>
    /// The sender of text messages: Twilio when any of <c>TWILIO_ACCOUNT_SID</c>, <c>TWILIO_AUTH_TOKEN</c>, <c>TWILIO_FROM_NUMBER</c> is set, which then all
    /// must be (<c>TWILIO_BASE_URL</c> is another endpoint); else files in <c>sms/</c> below the data folder.
    /// </summary>
    /// <param name="settings">The service's variables.</param>
    /// <param name="dataFolder">Where the system keeps its data (<see cref="DataFolder.PathOf"/>).</param>
    /// <param name="clock">The time; the machine's unless given.</param>
    /// <returns>Makes the sender, once the settings are known to be right.</returns>
    public static Func<ISmsSender> SmsSender(this ServiceSettings settings, string dataFolder, TimeProvider? clock = null)
    {
        if ((settings.Optional("TWILIO_ACCOUNT_SID") ?? settings.Optional("TWILIO_AUTH_TOKEN") ?? settings.Optional("TWILIO_FROM_NUMBER")) is null)
        {
            return () => new FileSmsSender(Path.Combine(dataFolder, "sms"));
        }

        var options = new TwilioOptions(
            settings.Required("TWILIO_ACCOUNT_SID", "the Twilio account, AC…"),
            settings.Required("TWILIO_AUTH_TOKEN", "the secret of the Twilio account"),
            settings.Required("TWILIO_FROM_NUMBER", "the number text messages come from, e.g. +15550001234"));
        var withUrl = settings.HttpUrl("TWILIO_BASE_URL") is { } url ? options with { BaseUrl = url } : options;
        return () => new TwilioSmsSender(withUrl, clock ?? TimeProvider.System);
    }

    private static SesOptions Ses(this ServiceSettings settings) => new(
        settings.Parse("AWS_SES_REGION", settings.Required("AWS_SES_REGION", "the AWS region of SES, e.g. us-east-1"), Region, ""),
        settings.Sender("AWS_SES_FROM_EMAIL", settings.Required("AWS_SES_FROM_EMAIL", "the sender's address, known to SES")),
        new AwsCredentials(
            settings.Required("AWS_ACCESS_KEY_ID", "the key that may send by SES"),
            settings.Required("AWS_SECRET_ACCESS_KEY", "the secret of AWS_ACCESS_KEY_ID"),
            settings.Optional("AWS_SESSION_TOKEN")))
    {
        Endpoint = settings.HttpUrl(settings.Optional("AWS_ENDPOINT_URL_SESV2") is null ? "AWS_ENDPOINT_URL" : "AWS_ENDPOINT_URL_SESV2"),
    };

    private static SmtpUrl MailServer(this ServiceSettings settings) =>
        settings.Parse(
            "SMTP_URL",
            settings.Required("SMTP_URL", "the mail server, smtp://user:password@host:port"),
            SmtpUrl.Parse,
            new SmtpUrl("unset.invalid", 25, null, SmtpEncryption.None));

    private static string SmtpSender(this ServiceSettings settings) =>
        settings.Optional("SMTP_FROM") is null && settings.Optional("AWS_SES_FROM_EMAIL") is { } address
            ? settings.Sender("AWS_SES_FROM_EMAIL", address)
            : settings.Sender("SMTP_FROM", settings.Required("SMTP_FROM", "the sender's address"));

    private static string Sender(this ServiceSettings settings, string variable, string text) => settings.Parse(variable, text, Address, "");

    private static string Address(string text) =>
        Ascii.IsValid(text) && !text.Any(char.IsControl) && Mailbox.ParseSender(text) is not null ? text : throw new FormatException("must be an e-mail address");

    // It becomes a part of a host's name.
    private static string Region(string text) =>
        text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
            ? text
            : throw new FormatException("must be the name of an AWS region, e.g. us-east-1");
}

using System.Net.Mail;

namespace Tracker.Platform.Delivery.Smtp;

/// <summary>
/// What the refusals of a mail server mean (RFC 5321 §4.2, RFC 3463). Only a permanent refusal of the recipient is about the message; a refusal of the login or
/// the sender, and any refusal "for policy" (x.7.x: relaying denied, blocked), is about us.
/// </summary>
internal static class SmtpVerdicts
{
    /// <summary>What the library puts before the server's own words.</summary>
    private const string Quotation = "The server response was: ";

    public static SendResult Of(SmtpException refusal, string password)
    {
        var said = refusal.Message.Split(Quotation, 2)[^1];
        var told = refusal.InnerException is { } cause ? $"{refusal.Message} {cause.Message}" : refusal.Message;
        var reason = $"SMTP: {(int)refusal.StatusCode} {(password.Length > 0 ? told.Replace(password, "***", StringComparison.Ordinal) : told)}";
        return refusal is SmtpFailedRecipientException && IsFinal(refusal.StatusCode) && !IsPolicy(said) ? SendResult.Rejected(reason) : SendResult.Failed(reason);
    }

    private static bool IsFinal(SmtpStatusCode code) => (int)code is 550 or 551 or 553 or 554;

    private static bool IsPolicy(string said) => said.StartsWith("5.7.", StringComparison.Ordinal);
}

using System.Net.Mail;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Tracker.Platform.Delivery.Smtp;

/// <summary>
/// E-mails by a mail server, at most eight at a time, each over a connection of its own: a kept one may have been closed by the server, which shows only when
/// the next message is lost on it. The message's <c>Message-ID</c> is the result's reference.
/// </summary>
/// <param name="server">The mail server.</param>
/// <param name="from">The sender, with or without a name.</param>
/// <param name="clock">The time.</param>
public sealed class SmtpEmailSender(SmtpUrl server, string from, TimeProvider clock) : IEmailSender, IDisposable
{
    private const int AtATime = 8;
    private readonly MailAddress sender = new(from);
    private readonly SemaphoreSlim places = new(AtATime);

    /// <summary>The most time one message takes, waiting for its place included; <see cref="SendLimits.Time"/> unless set.</summary>
    public TimeSpan TimeLimit { get; init; } = SendLimits.Time;

    /// <inheritdoc/>
    public string Place => $"the mail server {server}{(server.Encryption == SmtpEncryption.None ? " (unencrypted)" : "")}, from {from}";

    /// <summary>Whose certificates count; null for those the machine trusts.</summary>
    internal X509Certificate2? Trusted { get; init; }

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(Email email, CancellationToken ct)
    {
        if (!Mailbox.IsAddress(email.To))
        {
            return Mailbox.NoRecipient;
        }

        using var limited = new CancellationTokenSource(TimeLimit, clock);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(limited.Token, ct);
        try
        {
            await places.WaitAsync(given.Token);
            try
            {
                return await DeliverAsync(email, given.Token);
            }
            finally
            {
                places.Release();
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return SendResult.Failed($"the mail server did not answer within {TimeLimit.TotalSeconds} s");
        }
        catch (SmtpRefusedException e)
        {
            var reason = Redaction.Of($"SMTP: {e.Message}", server.Secrets);
            return e.IsFinal ? SendResult.Rejected(reason) : SendResult.Failed(reason);
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException)
        {
            return SendResult.Failed($"SMTP: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    private async Task<SendResult> DeliverAsync(Email email, CancellationToken ct)
    {
        // The same in every attempt: mail systems that get it twice may show it once.
        var id = $"<{email.Id}@{sender.Host}>";
        var addressed = email with { To = Mailbox.WithAsciiDomain(email.To) };
        using var conversation = await SmtpConversation.OpenAsync(server, Trusted, ct);
        await conversation.SendAsync(sender.Address, addressed.To, MimeMessage.Of(addressed, from, id, clock.GetUtcNow(), ascii: true), ct);
        await conversation.EndAsync();
        return SendResult.Sent(id);
    }
}

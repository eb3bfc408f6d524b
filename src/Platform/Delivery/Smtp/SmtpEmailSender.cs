using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;

namespace Tracker.Platform.Delivery.Smtp;

/// <summary>
/// E-mails by a mail server, at most eight at a time, each over a connection of its own: a kept one may have been closed by the server, which shows only when the
/// next message is lost on it. The message's <c>Message-ID</c> is the result's reference.
/// </summary>
/// <param name="server">The mail server.</param>
/// <param name="from">The sender.</param>
/// <param name="clock">The time.</param>
public sealed class SmtpEmailSender(SmtpUrl server, string from, TimeProvider clock) : IEmailSender, IDisposable
{
    private const int AtATime = 8;
    private readonly MailAddress from = new(from);
    private readonly SemaphoreSlim places = new(AtATime);

    /// <summary>The most time one message takes, waiting for its turn included; 10 s unless set.</summary>
    public TimeSpan TimeLimit { get; init; } = SendLimits.Time;

    /// <inheritdoc/>
    public string Place => $"the mail server {server}, from {from}";

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
        catch (SmtpException e)
        {
            return SmtpVerdicts.Of(e, server.Password);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return SendResult.Failed($"the mail server did not answer within {TimeLimit.TotalSeconds} s");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => places.Dispose();

    private async Task<SendResult> DeliverAsync(Email email, CancellationToken ct)
    {
        var id = $"<{Guid.CreateVersion7(clock.GetUtcNow()):N}@{from.Host}>";
        using var message = Compose(email, id);
        using var client = new SmtpClient(server.Host, server.Port) { EnableSsl = server.StartTls };
        if (server.User is { } user)
        {
            client.Credentials = new NetworkCredential(user, server.Password);
        }

        await client.SendMailAsync(message, ct);
        return SendResult.Sent(id);
    }

    private MailMessage Compose(Email email, string id) => new(from, new MailAddress(email.To))
    {
        Subject = email.Subject,
        SubjectEncoding = Encoding.UTF8,
        HeadersEncoding = Encoding.UTF8,
        Headers = { ["Message-ID"] = id },
        // Of parts that differ in form alone a reader shows the last it can.
        AlternateViews = { View(email.Text, MediaTypeNames.Text.Plain), View(email.Html, MediaTypeNames.Text.Html) },
    };

    // Base64: no line of the body can be too long for a server, or begin with a dot.
    private static AlternateView View(string body, string type) =>
        new(new MemoryStream(Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n"))), new ContentType($"{type}; charset=utf-8")) { TransferEncoding = TransferEncoding.Base64 };
}

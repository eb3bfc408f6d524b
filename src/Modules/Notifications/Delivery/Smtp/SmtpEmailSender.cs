using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Tracker.Modules.Notifications.Delivery.Smtp;

/// <summary>
/// Sends e-mails to a mail server, at most eight at a time, each over its own connection: the server may have closed a kept connection,
/// which shows only when the next message is lost on it. The result's reference is the <c>Message-ID</c>.
/// </summary>
/// <param name="from">With or without a name.</param>
public sealed class SmtpEmailSender(SmtpUrl server, string from, TimeProvider clock) : IEmailSender, IDisposable
{
    private const int AtATime = 8;
    private static readonly TimeSpan QuitLimit = TimeSpan.FromMilliseconds(500);
    private readonly MailboxAddress sender = Mailbox.ParseSender(from);
    private readonly SemaphoreSlim places = new(AtATime);

    /// <summary>The max time one message takes, including the wait for a free connection; default: <see cref="SendLimits.Time"/>.</summary>
    public TimeSpan TimeLimit { get; init; } = SendLimits.Time;

    public string Place => $"the mail server {server}{(server.Encryption == SmtpEncryption.None ? " (unencrypted)" : "")}, from {from}";

    /// <summary>The authority whose certificates are accepted; default: those the machine trusts.</summary>
    internal X509Certificate2? Trusted { get; init; }

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
        catch (Exception e) when (IsFailure(e))
        {
            var reason = Redaction.Of($"SMTP: {Words(e)}", server.Secrets);
            return IsFinal(e) ? SendResult.Rejected(reason) : SendResult.Failed(reason);
        }
    }

    public void Dispose() => places.Dispose();

    private async Task<SendResult> DeliverAsync(Email email, CancellationToken ct)
    {
        // The same in every attempt, so that mail systems can drop a duplicate.
        var id = $"<{email.Id}@{sender.GetAddress(idnEncode: true).Split('@')[^1]}>";
        using var message = EmailMime.Of(email with { To = Mailbox.WithAsciiDomain(email.To) }, sender, id, clock.GetUtcNow());
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port, ct);
        // A private authority publishes no list of revoked certificates.
        using var client = new SmtpClient { CheckCertificateRevocation = false, LocalDomain = LocalAddress(socket) };
        if (Trusted is { } root)
        {
            client.ServerCertificateValidationCallback = new TrustedRoot(root).Validate;
        }

        await client.ConnectAsync(socket, server.Host, server.Port, Options(server.Encryption), ct);
        if (server.User is { } user)
        {
            await LogInAsync(client, user, ct);
        }

        await client.SendAsync(FormatFor(client, message), message, ct);
        await QuitAsync(client);
        return SendResult.Sent(id);
    }

    // Send the address in EHLO (RFC 5321 §4.1.3). The client's default is the machine's name, which strict servers often reject.
    private static string LocalAddress(Socket socket)
    {
        var address = ((IPEndPoint)socket.LocalEndPoint!).Address;
        return $"{(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)}";
    }

    private static SecureSocketOptions Options(SmtpEncryption encryption) => encryption switch
    {
        SmtpEncryption.None => SecureSocketOptions.None,
        SmtpEncryption.StartTls => SecureSocketOptions.StartTls,
        SmtpEncryption.Tls => SecureSocketOptions.SslOnConnect,
    };

    // Use one mechanism only: the client repeats a rejected password with each mechanism, and servers lock accounts after a few attempts.
    private Task LogInAsync(SmtpClient client, string user, CancellationToken ct)
    {
        client.AuthenticationMechanisms.IntersectWith([client.AuthenticationMechanisms.Contains("PLAIN") ? "PLAIN" : "LOGIN"]);
        return client.AuthenticateAsync(Encoding.UTF8, user, server.Password, ct);
    }

    // Without SMTPUTF8 the client would still send the message, to an address the server cannot read.
    private FormatOptions FormatFor(SmtpClient client, MimeMessage message)
    {
        var international = message.To.Mailboxes.Append(sender).Any(address => !Ascii.IsValid(address.LocalPart));
        return !international || client.Capabilities.HasFlag(SmtpCapabilities.UTF8)
            ? new FormatOptions { International = international }
            : throw new NotSupportedException("the mail server takes no address with letters beyond ASCII");
    }

    // The message is already delivered, so errors at the end of the session are ignored.
    private static async Task QuitAsync(SmtpClient client)
    {
        using var limit = new CancellationTokenSource(QuitLimit);
        try
        {
            await client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception e) when (e is OperationCanceledException || IsFailure(e))
        {
            // Disposing the client closes the connection.
        }
    }

    private static bool IsFailure(Exception e) =>
        e is CommandException or ProtocolException or ServiceNotAuthenticatedException or AuthenticationException or SslHandshakeException
            or NotSupportedException or IOException or SocketException;

    private static string Words(Exception e) => e switch
    {
        SmtpCommandException reply => $"{(int)reply.StatusCode} {reply.Message}",
        AuthenticationException { InnerException: SmtpCommandException reply } => Words(reply),
        _ => e.Message,
    };

    // A permanent rejection of the recipient. Policy codes (x.7.x of RFC 3463: relaying denied, blocked) are about the sender.
    private static bool IsFinal(Exception e) =>
        e is SmtpCommandException { ErrorCode: SmtpErrorCode.RecipientNotAccepted } refusal
        && (int)refusal.StatusCode is 550 or 551 or 553 or 554
        && !refusal.Message.StartsWith("5.7.", StringComparison.Ordinal);
}

using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tracker.Platform.Delivery.Smtp;

/// <summary>
/// One connection to a mail server (RFC 5321), for one message. The framework's client is of no use here: it holds a thread while it waits for the server's
/// last word, does not listen to cancellation then, goes on without a login that was refused, and does not tell a refused recipient from other refusals.
/// </summary>
internal sealed class SmtpConversation : IDisposable
{
    private const int LongestReply = 8 * 1024;
    private static readonly TimeSpan FarewellPatience = TimeSpan.FromMilliseconds(500);
    private readonly byte[] reply = new byte[LongestReply];
    private readonly SmtpUrl server;
    private readonly TcpClient connection;
    private Stream stream;
    private IReadOnlyList<string> offers = [];

    private SmtpConversation(SmtpUrl server, TcpClient connection) => (this.server, this.connection, stream) = (server, connection, connection.GetStream());

    /// <summary>Connects, encrypts, logs in.</summary>
    /// <param name="server">The server.</param>
    /// <param name="trusted">Whose certificates count; null for those the machine trusts.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="SmtpRefusedException">The server does not want us.</exception>
    /// <exception cref="IOException">The server does not answer as a mail server does.</exception>
    /// <exception cref="SocketException">No connection.</exception>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The server's certificate is not right.</exception>
    public static async Task<SmtpConversation> OpenAsync(SmtpUrl server, X509Certificate2? trusted, CancellationToken ct)
    {
        var connection = new TcpClient { NoDelay = true };
        try
        {
            await connection.ConnectAsync(server.Host, server.Port, ct);
            var conversation = new SmtpConversation(server, connection);
            await conversation.BeginAsync(trusted, ct);
            return conversation;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Hands a message over.</summary>
    /// <param name="from">The sender's address.</param>
    /// <param name="to">The recipient's address.</param>
    /// <param name="message">The message, its lines ended by CRLF.</param>
    /// <param name="ct">Gives up.</param>
    public async Task SendAsync(string from, string to, string message, CancellationToken ct)
    {
        await AskAsync($"MAIL FROM:<{from}>{(Ascii.IsValid(to) ? "" : International())}", ct);
        await AskAsync($"RCPT TO:<{to}>", ct, ofRecipient: true);
        await AskAsync("DATA", ct);
        // A line that begins with a dot gets another one, since a dot alone is the end (RFC 5321 §4.5.2).
        await AskAsync(message.Replace("\r\n.", "\r\n..", StringComparison.Ordinal) + ".", ct);
    }

    /// <summary>Says good-bye, which changes nothing any more and may not take long.</summary>
    public async Task EndAsync()
    {
        using var patience = new CancellationTokenSource(FarewellPatience);
        try
        {
            await AskAsync("QUIT", patience.Token);
        }
        catch (Exception e) when (e is IOException or SmtpRefusedException or OperationCanceledException)
        {
            // The message is delivered: how the server leaves is its own affair.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stream.Dispose();
        connection.Dispose();
    }

    private async Task BeginAsync(X509Certificate2? trusted, CancellationToken ct)
    {
        if (server.Encryption == SmtpEncryption.Tls)
        {
            await EncryptAsync(trusted, ct);
        }

        Check(await HearAsync(ct), ofRecipient: false);
        await GreetAsync(ct);
        if (server.Encryption == SmtpEncryption.StartTls)
        {
            // Asked whether offered or not: who takes the offer out of the way gets nothing said.
            await AskAsync("STARTTLS", ct);
            await EncryptAsync(trusted, ct);
            await GreetAsync(ct);
        }

        if (server.User is { } user)
        {
            await LogInAsync(user, ct);
        }
    }

    // Our address is a name that every machine has (RFC 5321 §4.1.3).
    private async Task GreetAsync(CancellationToken ct)
    {
        var address = ((IPEndPoint)connection.Client.LocalEndPoint!).Address;
        var self = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        offers = (await AskAsync($"EHLO [{(self.AddressFamily == AddressFamily.InterNetworkV6 ? "IPv6:" : "")}{self}]", ct)).Lines;
    }

    private async Task EncryptAsync(X509Certificate2? trusted, CancellationToken ct)
    {
        var tls = new SslStream(stream);
        stream = tls;
        var options = new SslClientAuthenticationOptions { TargetHost = server.Host };
        if (trusted is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, CustomTrustStore = { trusted }, RevocationMode = X509RevocationMode.NoCheck };
        }

        await tls.AuthenticateAsClientAsync(options, ct);
    }

    private async Task LogInAsync(string user, CancellationToken ct)
    {
        var ways = offers.FirstOrDefault(offer => offer.StartsWith("AUTH ", StringComparison.OrdinalIgnoreCase))?.ToUpperInvariant().Split(' ') ?? [];
        if (ways.Contains("PLAIN"))
        {
            await AskAsync($"AUTH PLAIN {server.PlainLogin}", ct);
        }
        else if (ways.Contains("LOGIN"))
        {
            await AskAsync("AUTH LOGIN", ct);
            await AskAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(user)), ct);
            await AskAsync(Convert.ToBase64String(Encoding.UTF8.GetBytes(server.Password)), ct);
        }
        else
        {
            throw new IOException("the mail server offers no login by PLAIN or LOGIN");
        }
    }

    private string International() =>
        offers.Contains("SMTPUTF8", StringComparer.OrdinalIgnoreCase) ? " SMTPUTF8" : throw new IOException("the mail server takes no address with letters beyond ASCII");

    private async Task<SmtpReply> AskAsync(string words, CancellationToken ct, bool ofRecipient = false)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(words + "\r\n"), ct);
        return Check(await HearAsync(ct), ofRecipient);
    }

    private static SmtpReply Check(SmtpReply reply, bool ofRecipient) => reply.IsPositive ? reply : throw new SmtpRefusedException(reply, ofRecipient);

    // Begins anew each time: what came unasked before encryption cannot be taken for an encrypted reply.
    private async Task<SmtpReply> HearAsync(CancellationToken ct)
    {
        var length = 0;
        while (await stream.ReadAsync(reply.AsMemory(length), ct) is > 0 and var read)
        {
            length += read;
            if (SmtpReply.Parse(Encoding.UTF8.GetString(reply, 0, length)) is { } whole)
            {
                return whole;
            }
        }

        throw new IOException(length < LongestReply ? "the mail server broke the connection" : "the mail server's reply has no end");
    }
}

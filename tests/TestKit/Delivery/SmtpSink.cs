using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tracker.Tests.TestKit.Delivery;

/// <summary>A message that <see cref="SmtpSink"/> took.</summary>
/// <param name="From">The envelope's sender.</param>
/// <param name="To">The envelope's recipients.</param>
/// <param name="Login">Who logged in before, as <c>user:password</c>; null for nobody.</param>
/// <param name="Content">The message, dots unstuffed.</param>
public sealed record SinkMail(string From, IReadOnlyList<string> To, string? Login, byte[] Content);

/// <summary>A mail server (RFC 5321) that keeps what it takes and refuses when it is told to.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource end = new();
    private int connected;
    private int mostConnected;

    /// <summary>Starts it on a free port.</summary>
    public SmtpSink()
    {
        Port = FreePort.Take();
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>Its port on the loopback address.</summary>
    public int Port { get; }

    /// <summary>Whether it offers STARTTLS.</summary>
    public bool OffersStartTls { get; init; }

    /// <summary>Whether it speaks TLS from the first byte.</summary>
    public bool SpeaksTls { get; init; }

    /// <summary>The certificate it has made itself for 127.0.0.1.</summary>
    public X509Certificate2 Certificate { get; } = SelfSigned();

    /// <summary>Whether it offers to log in, and how: <c>PLAIN</c>, <c>LOGIN</c>; null for not.</summary>
    public string? Logins { get; init; }

    /// <summary>
    /// What it says in place of the usual, by the command, and by <c>GREETING</c> and <c>CONTENT</c> (after the final dot); an empty text for never answering.
    /// </summary>
    public ConcurrentDictionary<string, string> Says { get; } = new();

    /// <summary>What it took, in order.</summary>
    public ConcurrentQueue<SinkMail> Accepted { get; } = new();

    /// <summary>Whether it offers to take addresses with letters beyond ASCII.</summary>
    public bool OffersUtf8 { get; init; }

    /// <summary>Every line it was sent, but content.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    /// <summary>The most connections that were open at the same time.</summary>
    public int MostConnected => Volatile.Read(ref mostConnected);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await end.CancelAsync();
        listener.Dispose();
        Certificate.Dispose();
        end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(end.Token);
                _ = Task.Run(() => ConverseAsync(client));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    private async Task ConverseAsync(TcpClient client)
    {
        var now = Interlocked.Increment(ref connected);
        InterlockedMax(now);
        try
        {
            using (client)
            {
                client.NoDelay = true;
                await new Conversation(this, client.GetStream()).RunAsync(end.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or AuthenticationFailure)
        {
            // The client is gone, or the sink is.
        }
        finally
        {
            Interlocked.Decrement(ref connected);
        }
    }

    private void InterlockedMax(int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref mostConnected)) < value && Interlocked.CompareExchange(ref mostConnected, value, seen) != seen)
        {
            // Another connection was counted meanwhile.
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private sealed class AuthenticationFailure(Exception cause) : Exception(cause.Message, cause);

    /// <summary>One connection.</summary>
    private sealed class Conversation(SmtpSink sink, Stream stream)
    {
        private readonly byte[] buffer = new byte[16 * 1024];
        private Stream wire = stream;
        private ReadOnlyMemory<byte> unread;
        private string? login;
        private string from = "";
        private List<string> to = [];

        public async Task RunAsync(CancellationToken ct)
        {
            if (sink.SpeaksTls)
            {
                await SecureAsync(ct);
            }

            await SayAsync("GREETING", "220 sink.test ESMTP", ct);
            while (await HearAsync(ct) is { } line)
            {
                sink.Heard.Enqueue(line);
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                await (verb switch
                {
                    "EHLO" => SayAsync(verb, string.Join("\r\n", Offers()), ct),
                    "STARTTLS" => EncryptAsync(ct),
                    "AUTH" => LogInAsync(line.Split(' '), ct),
                    "MAIL" => SayAsync(verb, Begin(line), ct),
                    "RCPT" => SayAsync(verb, Add(line), ct),
                    "DATA" => TakeAsync(ct),
                    "QUIT" => SayAsync(verb, "221 bye", ct),
                    _ => SayAsync(verb, "502 what?", ct),
                });
                if (verb == "QUIT")
                {
                    return;
                }
            }
        }

        private IEnumerable<string> Offers()
        {
            yield return "250-sink.test";
            if (sink.OffersStartTls && wire is not SslStream)
            {
                yield return "250-STARTTLS";
            }

            if (sink.Logins is { } logins)
            {
                yield return $"250-AUTH {logins}";
            }

            if (sink.OffersUtf8)
            {
                yield return "250-SMTPUTF8";
            }

            yield return "250 8BITMIME";
        }

        private string Begin(string line)
        {
            (from, to) = (Between(line), []);
            return "250 ok";
        }

        private string Add(string line)
        {
            to.Add(Between(line));
            return "250 ok";
        }

        private async Task LogInAsync(string[] words, CancellationToken ct)
        {
            string Plain(string? base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64 ?? ""));
            if (words[1] == "PLAIN")
            {
                login = string.Join(':', Plain(words[2]).Split('\0')[1..]);
            }
            else
            {
                if (words.Length < 3)
                {
                    await WriteAsync("334 VXNlcm5hbWU6", ct);
                }

                var user = Plain(words.Length < 3 ? await HearAsync(ct) : words[2]);
                await WriteAsync("334 UGFzc3dvcmQ6", ct);
                login = $"{user}:{Plain(await HearAsync(ct))}";
            }

            await SayAsync("AUTH", "235 welcome", ct);
        }

        private async Task TakeAsync(CancellationToken ct)
        {
            if (!await SayAsync("DATA", "354 go on", ct))
            {
                return;
            }

            var content = new StringBuilder();
            while (await HearAsync(ct) is { } line && line != ".")
            {
                content.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            }

            // Kept before it is said: who hears it may look at once.
            if (sink.Says.GetValueOrDefault("CONTENT", "250") is ['2', ..])
            {
                sink.Accepted.Enqueue(new SinkMail(from, to, login, Encoding.UTF8.GetBytes(content.ToString())));
            }

            await SayAsync("CONTENT", "250 taken", ct);
        }

        private async Task EncryptAsync(CancellationToken ct)
        {
            await WriteAsync("220 go on", ct);
            await SecureAsync(ct);
        }

        private async Task SecureAsync(CancellationToken ct)
        {
            var tls = new SslStream(wire);
            try
            {
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = sink.Certificate }, ct);
            }
            catch (Exception e) when (e is System.Security.Authentication.AuthenticationException)
            {
                throw new AuthenticationFailure(e);
            }

            wire = tls;
        }

        // True when the usual was said, or something as good.
        private async Task<bool> SayAsync(string moment, string usual, CancellationToken ct)
        {
            var words = sink.Says.GetValueOrDefault(moment, usual);
            if (words.Length == 0)
            {
                await Task.Delay(Timeout.Infinite, ct);
            }

            await WriteAsync(words, ct);
            return words[0] is '2' or '3';
        }

        private async Task WriteAsync(string words, CancellationToken ct) => await wire.WriteAsync(Encoding.ASCII.GetBytes(words + "\r\n"), ct);

        private async Task<string?> HearAsync(CancellationToken ct)
        {
            var line = new List<byte>();
            while (line is not [.., (byte)'\r', (byte)'\n'])
            {
                if (unread.IsEmpty)
                {
                    unread = buffer.AsMemory(0, await wire.ReadAsync(buffer, ct));
                    if (unread.IsEmpty)
                    {
                        return null;
                    }
                }

                line.Add(unread.Span[0]);
                unread = unread[1..];
            }

            return Encoding.UTF8.GetString([.. line[..^2]]);
        }

        private static string Between(string line)
        {
            var start = line.IndexOf('<', StringComparison.Ordinal);
            return line[(start + 1)..line.IndexOf('>', StringComparison.Ordinal)];
        }
    }
}

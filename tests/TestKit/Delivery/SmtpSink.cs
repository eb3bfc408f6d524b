using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

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
    public X509Certificate2 Certificate { get; } = TestCertificate.SelfSigned();

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
    public int MaxConnected => Volatile.Read(ref mostConnected);

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
                await new SinkConversation(this, client.GetStream()).RunAsync(end.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException or AuthenticationException)
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
}

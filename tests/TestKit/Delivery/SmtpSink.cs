using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Tracker.Tests.TestKit.Delivery;

/// <summary>A message that <see cref="SmtpSink"/> accepted.</summary>
/// <param name="From">The envelope's sender.</param>
/// <param name="To">The envelope's recipients.</param>
/// <param name="Login">The login as <c>user:password</c>; null for none.</param>
/// <param name="Content">The message, dots unstuffed.</param>
public sealed record SinkMail(string From, IReadOnlyList<string> To, string? Login, byte[] Content);

/// <summary>A mail server (RFC 5321) that keeps accepted messages and refuses on demand.</summary>
public sealed class SmtpSink : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource end = new();
    private int connected;
    private int mostConnected;

    /// <summary>Starts the server on a free port.</summary>
    public SmtpSink()
    {
        Port = FreePort.Take();
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>The port on the loopback address.</summary>
    public int Port { get; }

    /// <summary>Whether it offers STARTTLS.</summary>
    public bool OffersStartTls { get; init; }

    /// <summary>Whether it speaks TLS from the first byte.</summary>
    public bool SpeaksTls { get; init; }

    /// <summary>The server's self-signed certificate for 127.0.0.1.</summary>
    public X509Certificate2 Certificate { get; } = TestCertificate.SelfSigned();

    /// <summary>The login mechanism it offers: <c>PLAIN</c>, <c>LOGIN</c>; null for none.</summary>
    public string? Logins { get; init; }

    /// <summary>
    /// The answers that replace the default ones, by command, and by <c>GREETING</c> and <c>CONTENT</c> (after the final dot); an empty
    /// text for no answer.
    /// </summary>
    public ConcurrentDictionary<string, string> Says { get; } = new();

    /// <summary>The accepted messages, in order.</summary>
    public ConcurrentQueue<SinkMail> Accepted { get; } = new();

    /// <summary>Whether it offers SMTPUTF8.</summary>
    public bool OffersUtf8 { get; init; }

    /// <summary>Every line received, except content.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    /// <summary>The maximum number of parallel connections.</summary>
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
            // The client has disconnected, or the sink is disposed.
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
            // Another connection was counted at the same time.
        }
    }
}

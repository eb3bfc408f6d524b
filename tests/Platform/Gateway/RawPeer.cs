using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tracker.Tests.Platform.Gateway;

/// <summary>A service that answers with bytes that no well-behaved server would send, or with none.</summary>
internal sealed class RawPeer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private int requests;

    /// <param name="answer">Gets the connection after each head of a request, which ends with an empty line. False ends the connection.</param>
    public RawPeer(Func<NetworkStream, string, Task<bool>> answer)
    {
        listener.Start();
        _ = AcceptAsync(answer);
    }

    public string Url => $"http://{listener.LocalEndpoint}";

    /// <summary>Heads of requests received.</summary>
    public int Requests => Volatile.Read(ref requests);

    public void Dispose() => listener.Dispose();

    /// <summary>Reads up to and including a text.</summary>
    /// <returns>What was read, without the text if the peer ended before it.</returns>
    public static async Task<string> ReadUntilAsync(Stream stream, string end)
    {
        var read = new StringBuilder();
        var one = new byte[1];
        while (!read.ToString().EndsWith(end, StringComparison.Ordinal) && await stream.ReadAsync(one) > 0)
        {
            read.Append((char)one[0]);
        }

        return read.ToString();
    }

    private async Task AcceptAsync(Func<NetworkStream, string, Task<bool>> answer)
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await listener.AcceptTcpClientAsync(), answer);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client, Func<NetworkStream, string, Task<bool>> answer)
    {
        using var ended = client;
        var stream = client.GetStream();
        try
        {
            while (await ReadUntilAsync(stream, "\r\n\r\n") is { Length: > 0 } head)
            {
                Interlocked.Increment(ref requests);
                if (!await answer(stream, head))
                {
                    return;
                }
            }
        }
        catch (IOException)
        {
            // The gateway ended the connection.
        }
    }
}

using System.Net.Sockets;
using System.Text;

namespace Tracker.Bench.Load.Gateway;

/// <summary>Clients that each read an answer, or send a body, at about 8 KiB/s.</summary>
internal sealed class SlowClients : IAsyncDisposable
{
    private const int BytesAtOnce = 4096;

    // The largest body that a service takes.
    private const int BodyBytes = 1024 * 1024;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> clients = [];

    private SlowClients()
    {
    }

    /// <summary>Starts clients that ask for a large file, and waits until all of them get an answer.</summary>
    public static Task<SlowClients> ReadAsync(Uri server, string path, int clients, CancellationToken ct) => StartAsync(
        server,
        $"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\n\r\n",
        (stream, part, stop) => stream.ReadAsync(part, stop),
        clients,
        ct);

    /// <summary>Starts clients that send bodies, and waits until all of them have begun.</summary>
    public static Task<SlowClients> SendAsync(Uri server, string path, int clients, CancellationToken ct) => StartAsync(
        server,
        $"POST {path} HTTP/1.1\r\nHost: {server.Authority}\r\nContent-Length: {BodyBytes}\r\n\r\n",
        async (stream, part, stop) =>
        {
            await stream.WriteAsync(part, stop);
            return part.Length;
        },
        clients,
        ct);

    /// <exception cref="InvalidOperationException">The server ended connections of slow clients.</exception>
    public void ThrowIfEnded()
    {
        if (clients.Count(client => client.IsCompleted) is var ended and > 0)
        {
            throw new InvalidOperationException($"{ended} of {clients.Count} slow clients were cut off");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(clients).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private static async Task<SlowClients> StartAsync(
        Uri server,
        string head,
        Func<NetworkStream, Memory<byte>, CancellationToken, ValueTask<int>> pass,
        int clients,
        CancellationToken ct)
    {
        var started = new SlowClients();
        var begun = new List<Task>();
        for (var i = 0; i < clients; i++)
        {
            var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            begun.Add(first.Task);
            started.clients.Add(started.PassAsync(server, head, pass, first));
        }

        await Task.WhenAll(begun).WaitAsync(TimeSpan.FromSeconds(60), ct);
        return started;
    }

    private async Task PassAsync(
        Uri server,
        string head,
        Func<NetworkStream, Memory<byte>, CancellationToken, ValueTask<int>> pass,
        TaskCompletionSource first)
    {
        using var client = new TcpClient { ReceiveBufferSize = BytesAtOnce };
        try
        {
            await client.ConnectAsync(server.Host, server.Port, stop.Token);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), stop.Token);
            var buffer = new byte[BytesAtOnce];
            while (await pass(stream, buffer, stop.Token) > 0)
            {
                first.TrySetResult();
                await Task.Delay(Pause, stop.Token);
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            first.TrySetException(e);
        }
    }
}

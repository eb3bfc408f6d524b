using System.Net.Sockets;
using System.Text;

namespace Tracker.Bench.Load.Gateway;

/// <summary>Clients that each ask for a large file and read it at about 8 KiB/s.</summary>
internal sealed class SlowReaders : IAsyncDisposable
{
    private const int BytesAtOnce = 4096;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private readonly CancellationTokenSource stop = new();
    private readonly List<Task> readers = [];

    private SlowReaders()
    {
    }

    /// <summary>Starts the clients, and waits until all of them get an answer.</summary>
    public static async Task<SlowReaders> StartAsync(Uri server, string path, int clients, CancellationToken ct)
    {
        var started = new SlowReaders();
        var answered = new List<Task>();
        for (var i = 0; i < clients; i++)
        {
            var first = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            answered.Add(first.Task);
            started.readers.Add(started.ReadAsync(server, path, first));
        }

        await Task.WhenAll(answered).WaitAsync(TimeSpan.FromSeconds(60), ct);
        return started;
    }

    /// <exception cref="InvalidOperationException">The server ended connections of slow clients.</exception>
    public void ThrowIfEnded()
    {
        if (readers.Count(reader => reader.IsCompleted) is var ended and > 0)
        {
            throw new InvalidOperationException($"{ended} of {readers.Count} slow clients were cut off");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(readers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stop.Dispose();
    }

    private async Task ReadAsync(Uri server, string path, TaskCompletionSource first)
    {
        using var client = new TcpClient { ReceiveBufferSize = BytesAtOnce };
        try
        {
            await client.ConnectAsync(server.Host, server.Port, stop.Token);
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: {server.Authority}\r\n\r\n"), stop.Token);
            var buffer = new byte[BytesAtOnce];
            while (await stream.ReadAsync(buffer, stop.Token) > 0)
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

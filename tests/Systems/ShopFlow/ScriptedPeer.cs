using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tracker.Tests.Systems.ShopFlow;

/// <summary>
/// A service that answers each request with the next step of a script, over a separate connection. A request beyond the script gets a 418.
/// </summary>
public sealed class ScriptedPeer : IAsyncDisposable
{
    /// <summary>The steps other than an answer.</summary>
    public const string Reset = "reset", Cut = "cut", Silence = "silence";

    private readonly CancellationTokenSource stopping = new();
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<(string Step, string Body)> script;
    private readonly string? repeated;
    private readonly Task serving;
    private int requests;

    /// <param name="steps">A status, or one of the other steps. After a step that ends with <c>!</c> nothing listens; one with <c>*</c> is
    /// repeated.</param>
    /// <param name="body">The body of a 200.</param>
    public ScriptedPeer(IReadOnlyList<string> steps, string body)
    {
        script = new(steps.Where(step => !step.EndsWith('*')).Select(step => (step, step == "200" ? body : "{}")));
        repeated = steps.FirstOrDefault(step => step.EndsWith('*'))?.TrimEnd('*');
        listener.Start();
        Url = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        serving = ServeAsync();
    }

    public Uri Url { get; }

    /// <summary>The number of requests received.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>A script with one step per word.</summary>
    public static ScriptedPeer Of(string steps, string body) => new(steps.Split(' '), body);

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            using var client = await listener.AcceptTcpClientAsync(stopping.Token);
            try
            {
                if (await ReadRequestAsync(client.GetStream()))
                {
                    Interlocked.Increment(ref requests);
                    await PlayStepAsync(client, script.TryDequeue(out var next) ? next : (repeated ?? "418", "{}"));
                }
            }
            catch (IOException)
            {
                // The client disconnected.
            }
        }
    }

    private async Task PlayStepAsync(TcpClient client, (string Step, string Body) next)
    {
        if (next.Step.EndsWith('!'))
        {
            listener.Stop();
        }

        switch (next.Step.TrimEnd('!'))
        {
            case Reset:
                // Closed without lingering: the client gets a RST.
                client.LingerState = new LingerOption(enable: true, 0);
                break;
            case Silence:
                await Task.Delay(Timeout.Infinite, stopping.Token);
                break;
            case Cut:
                await WriteAsync(client, "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"valid\"");
                break;
            case var status:
                var length = Encoding.UTF8.GetByteCount(next.Body).ToString(CultureInfo.InvariantCulture);
                var head = $"HTTP/1.1 {status} x\r\nContent-Type: application/json; charset=utf8\r\nContent-Length: {length}";
                await WriteAsync(client, $"{head}\r\nConnection: close\r\n\r\n{next.Body}");
                break;
        }
    }

    private Task WriteAsync(TcpClient client, string text) =>
        client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), stopping.Token).AsTask();

    private async Task<bool> ReadRequestAsync(NetworkStream stream)
    {
        var (head, one) = (new StringBuilder(), new byte[1]);
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, stopping.Token) == 0)
            {
                return false;
            }

            head.Append((char)one[0]);
        }

        return true;
    }
}

using System.Net.Sockets;
using System.Text;

namespace Tracker.Tests.TestKit;

/// <summary>A client that sends bytes as they are.</summary>
public sealed class RawClient : IDisposable
{
    private readonly TcpClient client = new();

    public RawClient(TestService server)
    {
        client.Connect(server.Url.Host, server.Url.Port);
        client.NoDelay = true;
    }

    public NetworkStream Stream => client.GetStream();

    /// <summary>Sends a request on a connection of its own and reads to its end.</summary>
    /// <param name="request">It must ask the server to close.</param>
    public static async Task<string> AskAsync(TestService server, string request)
    {
        using var client = new RawClient(server);
        await client.SendAsync(request);
        return await client.RestAsync();
    }

    public ValueTask SendAsync(string text) => Stream.WriteAsync(Encoding.UTF8.GetBytes(text));

    public async Task<string> RestAsync()
    {
        using var reader = new StreamReader(Stream, Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }

    public void Dispose() => client.Dispose();
}

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Tracker.Platform.Gateway;

/// <summary>The kept-alive connections to the services behind the gateway.</summary>
internal sealed class ServiceConnections : IDisposable
{
    private const int MaxDocumentBytes = 8 * 1024 * 1024;

    // The kernel would keep megabytes of an answer whose client reads slowly.
    private const int KernelReceiveBytes = 128 * 1024;

    // A service that moves to another address is found within this time.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromSeconds(30);

    public ServiceConnections(GatewayPolicy policy)
    {
        var connections = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = policy.ConnectTimeout,
            PooledConnectionLifetime = ConnectionLifetime,
            ConnectCallback = ConnectAsync,
            // The gateway sets traceparent itself.
            ActivityHeadersPropagator = null,
            // As the server decodes them: the bytes of a header pass unchanged.
            RequestHeaderEncodingSelector = (_, _) => Encoding.Latin1,
            ResponseHeaderEncodingSelector = (_, _) => Encoding.Latin1,
        };
        Forwarded = new HttpMessageInvoker(new FlushedUploads(connections), disposeHandler: false);
        Own = new HttpClient(connections)
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MaxDocumentBytes,
        };
    }

    /// <summary>For the requests of clients.</summary>
    public HttpMessageInvoker Forwarded { get; }

    /// <summary>For the gateway's own requests. Each needs a time limit.</summary>
    public HttpClient Own { get; }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = KernelReceiveBytes };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        Forwarded.Dispose();
        Own.Dispose();
    }
}

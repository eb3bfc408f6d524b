using Tracker.Platform.Observability.Logging;

namespace Tracker.Systems.ShopFlow;

/// <summary>How the services of this system call each other: over connections that are kept, with 2 s for an answer of bounded size.</summary>
internal static class PeerConnections
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <param name="service">Where the other service answers; ends with a slash.</param>
    /// <param name="mostBytes">A longer answer is none.</param>
    public static HttpClient NewClient(Uri service, int mostBytes)
    {
        // A connection is renewed now and then, so that a new address of the service is found.
        var connections = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = Patience,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        return new HttpClient(connections) { BaseAddress = service, Timeout = Patience, MaxResponseContentBufferSize = mostBytes };
    }

    /// <summary>A request with a token, under the correlation id of what is going on.</summary>
    public static HttpRequestMessage NewRequest(HttpMethod method, string path, string token)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (LogContext.Current is { } log)
        {
            request.Headers.TryAddWithoutValidation("X-Correlation-ID", log.CorrelationId);
        }

        return request;
    }
}

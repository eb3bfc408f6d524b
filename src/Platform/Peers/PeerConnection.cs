using System.Net;
using Tracker.Platform.Observability.Logging;

namespace Tracker.Platform.Peers;

/// <summary>
/// Sends requests over kept-alive connections. The service has 2 s for an answer of bounded size. A call that meets a 503, a broken
/// connection or no connection is repeated once within that time, since one instance may be down while another behind the same address
/// answers.
/// </summary>
/// <remarks>
/// The framework's handler also repeats a request automatically, up to three times, if its connection ended before the first byte of the
/// answer.
/// </remarks>
internal sealed class PeerConnection : IDisposable
{
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    // Gives a load balancer time to choose another instance.
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(100);

    // A service that moves to another address is found within this time.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromSeconds(30);

    private readonly string name;
    private readonly HttpClient http;

    /// <param name="name">The service's name, for messages.</param>
    /// <param name="address">The base address; ends with a slash.</param>
    /// <param name="maxBytes">The max size of an answer's body.</param>
    public PeerConnection(string name, Uri address, int maxBytes)
    {
        var connections = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = Timeout,
            PooledConnectionLifetime = ConnectionLifetime,
        };
        this.name = name;
        http = new HttpClient(connections)
        {
            BaseAddress = address,
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = maxBytes,
        };
    }

    /// <summary>Sends the request with the correlation id of the current request or message.</summary>
    /// <returns>The answer, read to its end.</returns>
    /// <exception cref="TimeoutException">There was no answer within <see cref="Timeout"/>.</exception>
    /// <exception cref="HttpRequestException">
    /// There was no connection, it broke (<see cref="IsBroken"/>), or the answer cannot be read.
    /// </exception>
    public async Task<HttpResponseMessage> SendAsync(PeerRequest request, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Timeout);
        try
        {
            if (await TryAsync(request, limit.Token) is { } answer)
            {
                return answer;
            }

            await Task.Delay(RetryDelay, limit.Token);
            using var again = MessageOf(request);
            return await http.SendAsync(again, limit.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"{name} did not answer within {Timeout.TotalSeconds} s", e);
        }
    }

    /// <summary>
    /// Whether the connection was established and ended before the answer was complete. False for a connection that could not be made, and
    /// for an invalid answer.
    /// </summary>
    public static bool IsBroken(HttpRequestException exception) =>
        exception.HttpRequestError == HttpRequestError.ResponseEnded
        || (exception.HttpRequestError == HttpRequestError.Unknown && exception.InnerException is IOException);

    public void Dispose() => http.Dispose();

    /// <returns>Null when the call must be repeated.</returns>
    private async Task<HttpResponseMessage?> TryAsync(PeerRequest request, CancellationToken ct)
    {
        using var message = MessageOf(request);
        try
        {
            var answer = await http.SendAsync(message, ct);
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable)
            {
                return answer;
            }

            answer.Dispose();
            return null;
        }
        catch (HttpRequestException e) when (IsBroken(e) || IsUnconnected(e))
        {
            return null;
        }
    }

    private static bool IsUnconnected(HttpRequestException exception) =>
        exception.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;

    private static HttpRequestMessage MessageOf(PeerRequest request)
    {
        var message = new HttpRequestMessage(request.Method, request.Path);
        message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {request.Token}");
        if (LogContext.Current is { } log)
        {
            message.Headers.TryAddWithoutValidation("X-Correlation-ID", log.CorrelationId);
        }

        return message;
    }
}

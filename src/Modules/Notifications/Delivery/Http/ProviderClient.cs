using System.Net;
using System.Net.Http.Headers;

namespace Tracker.Modules.Notifications.Delivery.Http;

/// <summary>
/// Sends messages to one provider over HTTP, each within a time limit. When the provider certainly did not take a message (it throttles, or
/// no connection was made), the send is retried at most twice, after short waits that fit into the limit. After any other failure the
/// provider may have the message, and a retry could send it twice.
/// </summary>
internal sealed class ProviderClient : IDisposable
{
    private const int Repeats = 2;
    private const int MaxAnswerLength = 64 * 1024;
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private readonly string provider;
    private readonly TimeSpan limit;
    private readonly string[] secrets;
    private readonly TimeProvider clock;
    private readonly HttpClient http;

    /// <param name="provider">The provider's name in results.</param>
    /// <param name="limit">The max time one message takes.</param>
    /// <param name="secrets">Removed from results, even when the provider repeats them.</param>
    public ProviderClient(string provider, TimeSpan limit, string[] secrets, TimeProvider clock)
    {
        (this.provider, this.limit, this.secrets, this.clock) = (provider, limit, secrets, clock);
        // Renew connections, so that a changed address of the provider is noticed.
        var connections = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = limit / 2,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            MaxConnectionsPerServer = 32,
        };
        http = new HttpClient(connections) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswerLength };
    }

    /// <param name="request">Creates the request of an attempt.</param>
    /// <param name="judge">Interprets a response.</param>
    public async Task<SendResult> SendAsync(Func<HttpRequestMessage> request, Func<ProviderAnswer, Verdict> judge, CancellationToken ct)
    {
        using var limited = new CancellationTokenSource(limit, clock);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(limited.Token, ct);
        var started = clock.GetTimestamp();
        try
        {
            for (var repeat = 0; ; repeat++)
            {
                var (verdict, retryAfter) = await TryAsync(request, judge, given.Token);
                var wait = retryAfter ?? WaitBefore(repeat);
                if (!verdict.NotTaken || repeat == Repeats || wait >= limit - clock.GetElapsedTime(started))
                {
                    return verdict.Result;
                }

                await Task.Delay(wait, clock, given.Token);
            }
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return SendResult.Failed($"{provider} did not answer within {limit.TotalSeconds} s");
        }
    }

    public void Dispose() => http.Dispose();

    private async Task<(Verdict Verdict, TimeSpan? Wait)> TryAsync(
        Func<HttpRequestMessage> request, Func<ProviderAnswer, Verdict> judge, CancellationToken ct)
    {
        using var attempt = request();
        try
        {
            using var response = await http.SendAsync(attempt, ct);
            var body = await response.Content.ReadAsByteArrayAsync(ct);
            var answer = new ProviderAnswer(response.StatusCode, response.Headers, body, secrets);
            var verdict = judge(answer);
            var busy = verdict.Result.Status == SendStatus.Failed
                && response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
            return (verdict with { NotTaken = verdict.NotTaken || busy }, RetryAfter(response.Headers.RetryAfter));
        }
        catch (HttpRequestException e)
        {
            var unconnected = e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;
            return (new Verdict(SendResult.Failed($"{provider} cannot be reached: {e.Message}"), unconnected), null);
        }
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? TimeSpan.FromTicks(Math.Max(0, (date - clock.GetUtcNow()).Ticks)) : null);

    // Waits grow fourfold and are spread, so that senders throttled together do not retry together.
    private static TimeSpan WaitBefore(int repeat) => FirstWait * Math.Pow(4, repeat) * (0.5 + Random.Shared.NextDouble());
}

using System.Net;
using System.Net.Http.Headers;

namespace Tracker.Platform.Delivery.Http;

/// <summary>
/// Offers messages to one provider over HTTP, each within a time limit. A message that the provider surely did not take (it is throttling, or no connection was
/// made) is offered again at most twice, after short waits that fit into the limit; after anything else the provider may have it, and offering it again could
/// send it twice.
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

    /// <summary>Opens no connection yet.</summary>
    /// <param name="provider">What results call the provider.</param>
    /// <param name="limit">The most time one message takes.</param>
    /// <param name="secrets">Never repeated in a result, even if the provider repeats them.</param>
    /// <param name="clock">The time.</param>
    public ProviderClient(string provider, TimeSpan limit, string[] secrets, TimeProvider clock)
    {
        (this.provider, this.limit, this.secrets, this.clock) = (provider, limit, secrets, clock);
        // A connection is renewed now and then, so that a new address of the provider is found.
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

    /// <summary>Offers a message.</summary>
    /// <param name="request">Makes the request of an attempt.</param>
    /// <param name="judge">Says what an answer means.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<SendResult> SendAsync(Func<HttpRequestMessage> request, Func<ProviderAnswer, Verdict> judge, CancellationToken ct)
    {
        using var limited = new CancellationTokenSource(limit, clock);
        using var given = CancellationTokenSource.CreateLinkedTokenSource(limited.Token, ct);
        var started = clock.GetTimestamp();
        try
        {
            for (var repeat = 0; ; repeat++)
            {
                var (verdict, told) = await TryAsync(request, judge, given.Token);
                var wait = told ?? WaitBefore(repeat);
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

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private async Task<(Verdict Verdict, TimeSpan? Wait)> TryAsync(Func<HttpRequestMessage> request, Func<ProviderAnswer, Verdict> judge, CancellationToken ct)
    {
        using var attempt = request();
        try
        {
            using var response = await http.SendAsync(attempt, ct);
            var answer = new ProviderAnswer(response.StatusCode, response.Headers, await response.Content.ReadAsByteArrayAsync(ct), secrets);
            var verdict = judge(answer);
            var busy = verdict.Result.Status == SendStatus.Failed && response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable;
            return (verdict with { NotTaken = verdict.NotTaken || busy }, ToldToWait(response.Headers.RetryAfter));
        }
        catch (HttpRequestException e)
        {
            var unconnected = e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError;
            return (new Verdict(SendResult.Failed($"{provider} cannot be reached: {e.Message}"), unconnected), null);
        }
    }

    private TimeSpan? ToldToWait(RetryConditionHeaderValue? header) =>
        header?.Delta ?? (header?.Date is { } date ? TimeSpan.FromTicks(Math.Max(0, (date - clock.GetUtcNow()).Ticks)) : null);

    // Growing fourfold, and spread: those who were throttled together should not come back together.
    private static TimeSpan WaitBefore(int repeat) => FirstWait * Math.Pow(4, repeat) * (0.5 + Random.Shared.NextDouble());
}

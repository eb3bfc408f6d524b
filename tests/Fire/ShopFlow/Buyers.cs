using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Fire.ShopFlow;

/// <summary>
/// Customers who order once each, at a steady rate, and repeat the request with the same <c>Idempotency-Key</c> until it is accepted.
/// </summary>
internal sealed class Buyers(Uri shop, IReadOnlyList<Customer> customers) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private readonly HttpClient http =
        new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = shop, Timeout = TimeSpan.FromSeconds(10) };
    private readonly ConcurrentDictionary<string, int> repeats = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, int> orders = new(StringComparer.Ordinal);
    private int accepted;

    /// <summary>Customers whose order was answered with 201.</summary>
    public int Accepted => accepted;

    /// <summary>The number of distinct order ids in the answers.</summary>
    public int Orders => orders.Count;

    /// <summary>The reasons for retries, with their counts.</summary>
    public IReadOnlyDictionary<string, int> Repeats => repeats;

    /// <summary>Completes when every order is accepted.</summary>
    public async Task OrderAsync(double perSecond, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var underWay = new List<Task>();
        for (var i = 0; i < customers.Count; i++)
        {
            var early = TimeSpan.FromSeconds(i / perSecond) - clock.Elapsed;
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, ct);
            }

            underWay.Add(RepeatUntilAcceptedAsync(i, ct));
        }

        await Task.WhenAll(underWay);
    }

    public void Dispose() => http.Dispose();

    private async Task RepeatUntilAcceptedAsync(int number, CancellationToken ct)
    {
        while (await TryAsync(number, ct) is { } fault)
        {
            repeats.AddOrUpdate(fault, 1, (_, count) => count + 1);
            await Task.Delay(Pause, ct);
        }

        Interlocked.Increment(ref accepted);
    }

    /// <returns>Null when the order was accepted.</returns>
    private async Task<string?> TryAsync(int number, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "orders");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {customers[number].Token}");
        request.Headers.TryAddWithoutValidation("Idempotency-Key", $"order-{number}");
        request.Content =
            new ByteArrayContent(OrderBody.Of(number)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        try
        {
            using var answer = await http.SendAsync(request, ct);
            if (!answer.IsSuccessStatusCode)
            {
                return $"{(int)answer.StatusCode}";
            }

            orders.TryAdd(answer.Headers.Location!.OriginalString, number);
            return null;
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return "no answer";
        }
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Tracker.Tests.TestKit.TaskTrackerOrders;

namespace Tracker.Fire.TaskTrackerOrders;

/// <summary>
/// Users who order at a steady rate, and order again until an order is accepted. A request without an answer may have left an order too.
/// </summary>
internal sealed class OrderPosts(Uri service, IReadOnlyList<OrdersUser> users) : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly byte[] Body = Encoding.UTF8.GetBytes(
        """{"items": [{"product_id": "A-1", "quantity": 2, "price": 9.99}, {"product_id": "B-2", "quantity": 1, "price": 5.00}]}""");

    private readonly HttpClient http =
        new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = service, Timeout = TimeSpan.FromSeconds(10) };
    private readonly ConcurrentDictionary<string, int> repeats = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Guid> accepted = [];

    /// <summary>The ids of the accepted orders.</summary>
    public IReadOnlyCollection<Guid> Accepted => accepted;

    /// <summary>The reasons for further requests, with their counts.</summary>
    public IReadOnlyDictionary<string, int> Repeats => repeats;

    /// <summary>Completes when this many orders are accepted.</summary>
    public async Task OrderAsync(int count, double perSecond, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var underWay = new List<Task>();
        for (var i = 0; i < count; i++)
        {
            var early = TimeSpan.FromSeconds(i / perSecond) - clock.Elapsed;
            if (early > TimeSpan.Zero)
            {
                await Task.Delay(early, ct);
            }

            underWay.Add(RepeatUntilAcceptedAsync(users[i % users.Count], ct));
        }

        await Task.WhenAll(underWay);
    }

    public void Dispose() => http.Dispose();

    private async Task RepeatUntilAcceptedAsync(OrdersUser user, CancellationToken ct)
    {
        while (await TryAsync(user, ct) is { } fault)
        {
            repeats.AddOrUpdate(fault, 1, (_, count) => count + 1);
            await Task.Delay(Pause, ct);
        }
    }

    /// <returns>Null when the order was accepted.</returns>
    private async Task<string?> TryAsync(OrdersUser user, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "orders");
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {user.Token}");
        request.Content = new ByteArrayContent(Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        try
        {
            using var answer = await http.SendAsync(request, ct);
            if (!answer.IsSuccessStatusCode)
            {
                return $"{(int)answer.StatusCode}";
            }

            accepted.Add((await answer.Content.ReadFromJsonAsync<JsonObject>(ct))!["id"]!.GetValue<Guid>());
            return null;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return "no answer";
        }
    }
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Tracker.Tests.TestKit.TaskTrackerOrders;

namespace Tracker.Bench.Load.TaskTrackerOrders;

/// <summary>The requests of users, over persistent connections.</summary>
internal sealed class OrdersTraffic(OrdersServers servers, IReadOnlyList<OrdersUser> users) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly byte[] Order = Encoding.UTF8.GetBytes(
        """{"items": [{"product_id": "A-1", "quantity": 2, "price": 9.99}, {"product_id": "B-2", "quantity": 1, "price": 5.00}]}""");

    private readonly HttpClient http = new(
        new SocketsHttpHandler { UseProxy = false, UseCookies = false, PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10) });
    private volatile string latest = "";
    private int accepted;

    /// <summary>Orders answered with 201 since the start.</summary>
    public int Accepted => accepted;

    /// <summary>Creates the requests of one measurement, none of them sent yet.</summary>
    public IReadOnlyList<Arrivals> At(double ordersPerSecond) =>
    [
        new Arrivals("POST /orders", ordersPerSecond, OrderAsync),
        new Arrivals("GET /orders/{id}", ordersPerSecond, (number, ct) =>
            SendAsync(HttpMethod.Get, new Uri(servers.Orders.Url, latest), users[0], body: null, ct)),
        new Arrivals("GET /notifications", ordersPerSecond, (number, ct) =>
            SendAsync(HttpMethod.Get, new Uri(servers.Notifications.Url, "notifications?limit=20"), Of(number), body: null, ct)),
        new Arrivals("GET /users/me", ordersPerSecond, (number, ct) =>
            SendAsync(HttpMethod.Get, new Uri(servers.Auth.Url, "users/me"), Of(number), body: null, ct)),
    ];

    /// <summary>Places the order that is read.</summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        var order = await SendAsync(HttpMethod.Post, new Uri(servers.Orders.Url, "orders"), users[0], Order, ct);
        latest = $"orders/{order["id"]}";
        Interlocked.Increment(ref accepted);
    }

    public void Dispose() => http.Dispose();

    private OrdersUser Of(int number) => users[number % users.Count];

    private async Task OrderAsync(int number, CancellationToken ct)
    {
        await SendAsync(HttpMethod.Post, new Uri(servers.Orders.Url, "orders"), Of(number), Order, ct);
        Interlocked.Increment(ref accepted);
    }

    private async Task<JsonNode> SendAsync(HttpMethod method, Uri address, OrdersUser caller, byte[]? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {caller.Token}");
        request.Content = body is null ? null : new ByteArrayContent(body) { Headers = { ContentType = Json } };
        using var answer = await http.SendAsync(request, ct);
        return answer.IsSuccessStatusCode
            ? (await answer.Content.ReadFromJsonAsync<JsonNode>(ct))!
            : throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}");
    }
}

using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerOrders;

/// <summary>A caller with a token.</summary>
public sealed class OrderUser(OrderSystem system, Guid id, string email, string token)
{
    public const string TwoItems =
        """{"items": [{"product_id": "A-1", "quantity": 2, "price": 9.99}, {"product_id": "B-2", "quantity": 1, "price": 5}]}""";

    public Guid Id => id;

    public string Email => email;

    public string Token => token;

    public string RefreshToken { get; init; } = "";

    public Task<HttpResponseMessage> GetAuthAsync(string path) => SendAsync(system.Auth, HttpMethod.Get, path);

    public Task<HttpResponseMessage> OrderAsync(string json = TwoItems) => SendAsync(system.Orders, HttpMethod.Post, "/orders", json);

    public Task<HttpResponseMessage> GetOrderAsync(string path) => SendAsync(system.Orders, HttpMethod.Get, path);

    public Task<HttpResponseMessage> PutAsync(string orderId, string json) =>
        SendAsync(system.Orders, HttpMethod.Put, $"/orders/{orderId}", json);

    public Task<HttpResponseMessage> MoveAsync(string orderId, string status) => PutAsync(orderId, $$"""{"status": "{{status}}"}""");

    /// <summary>Places an order and returns its id.</summary>
    public async Task<string> PlaceAsync(string json = TwoItems) =>
        (await (await OrderAsync(json)).ReadAsync(HttpStatusCode.Created))["id"]!.GetValue<string>();

    public Task<HttpResponseMessage> NotifyAsync(string json) => SendAsync(system.Notifications, HttpMethod.Post, "/notify", json);

    public Task<HttpResponseMessage> GetNotificationsAsync(string path = "/notifications") =>
        SendAsync(system.Notifications, HttpMethod.Get, path);

    /// <summary>The notifications, once there are this many and none is pending.</summary>
    public async Task<JsonArray> AwaitNotificationsAsync(int count = 1) => await Soon.BecomesAsync(
        async () => (await (await GetNotificationsAsync()).ReadAsync()).AsArray(),
        all => all.Count == count && all.All(one => one!["status"]!.GetValue<string>() != "pending"));

    private Task<HttpResponseMessage> SendAsync(HttpClient http, HttpMethod method, string path, string? json = null) =>
        http.SendAsync(new HttpRequestMessage(method, path)
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
            Content = json is null ? null : JsonAssertions.Json(json),
        });
}

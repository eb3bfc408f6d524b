using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow;

/// <summary>A caller with a token: a customer, an admin or a service.</summary>
public sealed class Shopper(Shop shop, Guid id, string email, string accessToken, string refreshToken)
{
    public const string OneItem =
        """[{"product_id": "f47ac10b-58cc-4372-a567-0e02b2c3d479", "product_name": "Headphones", "quantity": 2, "unit_price": 49.99}]""";
    public const string Springfield =
        """{"street": "742 Evergreen Terrace", "city": "Springfield", "state": "IL", "zip_code": "62704", "country": "US"}""";
    public const string SmallOrder = $$"""{"items": {{OneItem}}, "shipping_address": {{Springfield}}}""";

    public Guid Id => id;

    public string Email => email;

    public string AccessToken => accessToken;

    public string RefreshToken => refreshToken;

    /// <summary>A request to auth-service.</summary>
    public Task<HttpResponseMessage> AuthAsync(HttpMethod method, string path) => SendAsync(shop.AuthHttp, method, path);

    /// <summary>A request to order-service.</summary>
    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(shop.OrdersHttp, HttpMethod.Get, path);

    /// <summary>A request to notification-service.</summary>
    public Task<HttpResponseMessage> GetNotificationsAsync(string query = "") =>
        SendAsync(shop.NotificationsHttp, HttpMethod.Get, $"/notifications{query}");

    /// <summary>The notifications of an order, once there are this many in this status.</summary>
    public async Task<JsonArray> AwaitNotificationsAsync(string orderId, int count = 1, string status = "sent")
    {
        var list = await Soon.BecomesAsync(
            async () => (await (await GetNotificationsAsync($"?order_id={orderId}")).ReadAsync())["data"]!.AsArray(),
            told => told.Count(one => one!["status"]!.GetValue<string>() == status) == count);
        return list;
    }

    /// <summary>A request to the order-service of another shop.</summary>
    public Task<HttpResponseMessage> GetAtAsync(Shop other, string path) => SendAsync(other.OrdersHttp, HttpMethod.Get, path);

    public Task<HttpResponseMessage> OrderAsync(string json = SmallOrder, params (string Name, string Value)[] headers) =>
        SendAsync(shop.OrdersHttp, HttpMethod.Post, "/orders", JsonAssertions.Json(json), headers);

    public Task<HttpResponseMessage> OrderAsync(HttpContent body) => SendAsync(shop.OrdersHttp, HttpMethod.Post, "/orders", body);

    public Task<HttpResponseMessage> MoveAsync(string orderId, string status) =>
        SendAsync(shop.OrdersHttp, HttpMethod.Patch, $"/orders/{orderId}/status", JsonAssertions.Json($$"""{"status": "{{status}}"}"""));

    public Task<HttpResponseMessage> PatchAsync(string path, string json) =>
        SendAsync(shop.OrdersHttp, HttpMethod.Patch, path, JsonAssertions.Json(json));

    /// <summary>Places an order and returns it.</summary>
    public async Task<JsonNode> PlaceAsync(string json = SmallOrder) => await (await OrderAsync(json)).ReadAsync(HttpStatusCode.Created);

    /// <summary>Places an order and returns its id.</summary>
    public async Task<string> PlaceIdAsync(string json = SmallOrder) => (await PlaceAsync(json))["id"]!.GetValue<string>();

    private Task<HttpResponseMessage> SendAsync(
        HttpClient http, HttpMethod method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path)
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", accessToken) },
            Content = body,
        };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return http.SendAsync(request);
    }
}

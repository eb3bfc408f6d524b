using Shouldly;

namespace Tracker.Tests.Systems.ShopFlow;

/// <summary>Document 003 §10.5.</summary>
public sealed class CorsTests
{
    private const string Page = "https://shop.example";

    [Fact]
    public async Task Pages_of_configured_origins_may_use_the_public_endpoints_and_not_those_between_services()
    {
        await using var shop = await Shop.StartAsync(("CORS_ORIGINS", Page));

        (await AllowedAsync(shop.AuthHttp, HttpMethod.Post, "/auth/login", Page)).ShouldBeTrue();
        (await AllowedAsync(shop.OrdersHttp, HttpMethod.Get, "/orders", Page)).ShouldBeTrue();
        (await AllowedAsync(shop.NotificationsHttp, HttpMethod.Get, "/notifications", Page)).ShouldBeTrue();
        (await AllowedAsync(shop.NotificationsHttp, HttpMethod.Get, "/notifications", "https://other.example")).ShouldBeFalse();
        (await AllowedAsync(shop.AuthHttp, HttpMethod.Post, "/auth/login", "https://other.example")).ShouldBeFalse();
        (await AllowedAsync(shop.AuthHttp, HttpMethod.Post, "/auth/validate", Page)).ShouldBeFalse();
        (await AllowedAsync(shop.AuthHttp, HttpMethod.Options, "/auth/validate", Page)).ShouldBeFalse();
        (await AllowedAsync(shop.AuthHttp, HttpMethod.Options, "/auth/login", Page)).ShouldBeTrue();
    }

    private static async Task<bool> AllowedAsync(HttpClient http, HttpMethod method, string path, string origin)
    {
        var request = new HttpRequestMessage(method, path) { Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "POST" } } };
        return (await http.SendAsync(request)).Headers.TryGetValues("Access-Control-Allow-Origin", out var values) && values.Single() == origin;
    }
}

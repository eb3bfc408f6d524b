using System.Net;
using Shouldly;

namespace Tracker.Tests.Systems.ShopFlow;

/// <summary>Document 003 §10.5.</summary>
public sealed class CorsTests
{
    private const string Page = "https://shop.example";

    [Fact]
    public async Task Configured_origins_may_use_only_the_public_endpoints()
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

    [Fact]
    public async Task A_page_can_read_the_413_and_the_Location()
    {
        await using var shop = await Shop.StartAsync(("CORS_ORIGINS", Page + "/"));
        var request = new HttpRequestMessage(HttpMethod.Post, "/auth/login")
        {
            Headers = { { "Origin", Page } },
            Content = new ByteArrayContent(new byte[1_100_000]),
        };
        request.Content.Headers.ContentType = new("application/json");

        var answer = await shop.AuthHttp.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe([Page]);
        answer.Headers.GetValues("Access-Control-Expose-Headers").Single().Split(',').ShouldContain("Location");
    }

    private static async Task<bool> AllowedAsync(HttpClient http, HttpMethod method, string path, string origin)
    {
        var request =
            new HttpRequestMessage(method, path) { Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "POST" } } };
        return (await http.SendAsync(request)).Headers.TryGetValues("Access-Control-Allow-Origin", out var values)
            && values.Single() == origin;
    }
}

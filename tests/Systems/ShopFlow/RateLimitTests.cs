using System.Net;
using System.Text;
using Shouldly;

namespace Tracker.Tests.Systems.ShopFlow;

/// <summary>Document 003 §10.5.</summary>
public sealed class RateLimitTests
{
    [Fact]
    public async Task The_default_limits_are_100_logins_and_1000_order_requests()
    {
        // The default settings of the tests lift the login limit; an empty value counts as absent.
        await using var shop = await Shop.StartAsync(("RATE_LIMIT_AUTH_PER_MINUTE", ""));
        var customer = await shop.CustomerAsync();

        LimitOf(await shop.PostAsync("/auth/login", "{}")).ShouldBe("100");
        LimitOf(await customer.GetAsync("/orders")).ShouldBe("1000");
    }

    [Fact]
    public async Task The_login_limit_counts_each_address_separately()
    {
        await using var shop = await Shop.StartAsync(("RATE_LIMIT_AUTH_PER_MINUTE", "1"));

        (await LogInFromAsync(shop, "203.0.113.1")).ShouldBe(HttpStatusCode.BadRequest);
        (await LogInFromAsync(shop, "203.0.113.1")).ShouldBe(HttpStatusCode.TooManyRequests);
        (await LogInFromAsync(shop, "203.0.113.2")).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Register_login_and_refresh_share_one_limit_per_address()
    {
        await using var shop = await Shop.StartAsync(("RATE_LIMIT_AUTH_PER_MINUTE", "4"));
        var customer = await shop.CustomerAsync();

        var refreshed = await shop.PostAsync("/auth/refresh", """{"refresh_token": "nonsense"}""");
        (await shop.PostAsync("/auth/login", "{}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var limited = await shop.RegisterAsync("one.too@many.example");

        (LimitOf(refreshed), refreshed.Headers.GetValues("X-RateLimit-Remaining").Single()).ShouldBe(("4", "1"));
        limited.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        limited.Headers.RetryAfter.ShouldNotBeNull();
        (await customer.AuthAsync(HttpMethod.Post, "/auth/validate")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await customer.AuthAsync(HttpMethod.Get, $"/auth/users/{customer.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_request_with_a_refused_body_is_counted_too()
    {
        await using var shop = await Shop.StartAsync(("RATE_LIMIT_AUTH_PER_MINUTE", "2"));

        var other = await shop.AuthHttp.PostAsync("/auth/login", new StringContent("{}", Encoding.UTF8, "text/plain"));
        var tooLarge = await shop.PostAsync("/auth/login", new string(' ', 1024 * 1024) + "{}");

        (other.StatusCode, Remaining(other)).ShouldBe((HttpStatusCode.UnsupportedMediaType, "1"));
        (tooLarge.StatusCode, Remaining(tooLarge)).ShouldBe((HttpStatusCode.RequestEntityTooLarge, "0"));
        (await shop.PostAsync("/auth/login", "{}")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

        static string Remaining(HttpResponseMessage answer) => answer.Headers.GetValues("X-RateLimit-Remaining").Single();
    }

    [Fact]
    public async Task The_order_limit_counts_each_user_and_no_service()
    {
        await using var shop = await Shop.StartAsync(("RATE_LIMIT_ORDERS_PER_MINUTE", "2"));
        var (customer, other, service) = (await shop.CustomerAsync(), await shop.CustomerAsync(), shop.Service());

        await customer.PlaceIdAsync();
        (await customer.GetAsync("/orders")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await customer.GetAsync("/orders")).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);

        (await other.GetAsync("/orders")).StatusCode.ShouldBe(HttpStatusCode.OK);
        for (var i = 0; i < 3; i++)
        {
            (await service.GetAsync($"/orders/{Guid.NewGuid()}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    private static string LimitOf(HttpResponseMessage answer) => answer.Headers.GetValues("X-RateLimit-Limit").Single();

    private static async Task<HttpStatusCode> LogInFromAsync(Shop shop, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/auth/login") { Content = TestKit.JsonAssertions.Json("{}") };
        request.Headers.Add("X-Forwarded-For", address);
        using var answer = await shop.AuthHttp.SendAsync(request);
        return answer.StatusCode;
    }
}

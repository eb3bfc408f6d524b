using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow.Orders;

/// <summary>order-service validates every token at auth-service (document 003 §7.1).</summary>
public sealed class TokenTests(Shop shop) : IClassFixture<Shop>
{
    private static readonly string Unavailable = Refusal.Of(
        "SERVICE_UNAVAILABLE", "The service is temporarily unavailable. Please try again shortly.");

    [Theory]
    [InlineData("/orders")]
    [InlineData("/orders/00000000-0000-7000-8000-000000000000")]
    public async Task Every_read_requires_a_token(string path)
    {
        var answer = await shop.OrdersHttp.GetAsync(path);

        await answer.ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.NotAuthenticated);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer nonsense, Bearer more")]
    [InlineData("Bearer a b")]
    [InlineData("Bearer a\tb")]
    public async Task A_token_unknown_to_auth_service_is_refused(string header)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/orders");
        request.Headers.TryAddWithoutValidation("Authorization", header);

        (await shop.OrdersHttp.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/json")]
    public async Task Authorization_is_checked_before_the_body(string contentType)
    {
        var customer = await shop.CustomerAsync();
        var path = $"/orders/{await customer.PlaceIdAsync()}/status";

        (await MoveAsync(path, contentType, token: null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await MoveAsync(path, contentType, customer.AccessToken)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_deactivated_user_is_refused_at_once()
    {
        var customer = await shop.CustomerAsync();
        await customer.PlaceIdAsync();

        await customer.AuthAsync(HttpMethod.Delete, $"/auth/users/{customer.Id}");

        await (await customer.GetAsync("/orders")).ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.NotAuthenticated);
    }

    [Fact]
    public async Task An_auth_service_outage_is_a_503()
    {
        await using var other = await Shop.StartAsync(("AUTH_SERVICE_URL", $"http://127.0.0.1:{FreePort.Take()}"));

        await (await shop.Service().GetAtAsync(other, "/orders")).ShouldBeAsync(HttpStatusCode.ServiceUnavailable, Unavailable);
    }

    [Fact]
    public async Task A_silent_auth_service_is_a_503_within_seconds()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var other = await Shop.StartAsync(("AUTH_SERVICE_URL", $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}"));
        var waited = Stopwatch.StartNew();

        await (await shop.Service().GetAtAsync(other, "/orders")).ShouldBeAsync(HttpStatusCode.ServiceUnavailable, Unavailable);

        waited.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Health_and_metrics_need_no_token()
    {
        await (await shop.OrdersHttp.GetAsync("/health")).ShouldBeAsync(HttpStatusCode.OK, """{"status": "ok"}""");
        (await shop.OrdersHttp.GetStringAsync("/metrics")).ShouldContain("http_requests_total");
    }

    private Task<HttpResponseMessage> MoveAsync(string path, string contentType, string? token)
    {
        var request = new HttpRequestMessage(HttpMethod.Patch, path) { Content = new StringContent("{}") };
        request.Content.Headers.ContentType = new(contentType);
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        return shop.OrdersHttp.SendAsync(request);
    }
}

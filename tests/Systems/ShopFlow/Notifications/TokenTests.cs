using System.Net;
using System.Net.Http.Headers;
using Shouldly;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;
using Tracker.Tests.TestKit;
using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Tests.Systems.ShopFlow.Notifications;

/// <summary>notification-service verifies tokens itself with the secret it shares with auth-service.</summary>
public sealed class TokenTests(Shop shop) : IClassFixture<Shop>
{
    private const string Unsigned =
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhMWIyYzNkNC1lNWY2LTc4OTAtYWJjZC1lZjEyMzQ1Njc4OTAiLCJyb2xlIjoiYWRtaW4iLCJleHAiOjk5OTk5OTk5OTl9.";

    [Theory]
    [InlineData("/notifications")]
    [InlineData("/notifications/00000000-0000-7000-8000-000000000000")]
    public async Task Every_read_requires_a_token(string path)
    {
        var answer = await shop.NotificationsHttp.GetAsync(path);

        await answer.ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.NotAuthenticated);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Fact]
    public async Task Only_signed_current_tokens_of_a_known_role_are_accepted()
    {
        (await StatusAsync("nonsense")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(Unsigned)).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(Token($"{Guid.NewGuid()}", "customer", TimeSpan.FromHours(-1)))).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(Token($"{Guid.NewGuid()}", "customer", TimeSpan.FromHours(1), "another-secret-of-at-least-thirty-two-bytes")))
            .ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(Token("somebody", "customer", TimeSpan.FromHours(1)))).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(Token($"{Guid.NewGuid()}", "customer", TimeSpan.FromHours(1)))).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(Token("somebody", "service", TimeSpan.FromHours(1)))).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_token_of_the_previous_secret_is_accepted_during_rotation()
    {
        const string Before = "the-secret-of-the-quarter-before-0123456789";
        await using var changing = await Shop.StartAsync(("JWT_SECRET_PREVIOUS", Before));

        (await StatusAsync(Token($"{Guid.NewGuid()}", "customer", TimeSpan.FromHours(1), Before), changing)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Health_and_metrics_need_no_token()
    {
        await (await shop.NotificationsHttp.GetAsync("/health")).ShouldBeAsync(HttpStatusCode.OK, """{"status": "ok"}""");
        var metrics = await shop.NotificationsHttp.GetStringAsync("/metrics");
        metrics.ShouldContain("http_requests_total");
        metrics.ShouldContain("notifications_sent_total");
        metrics.ShouldContain("messages_handled_total");
    }

    private static string Token(string subject, string role, TimeSpan lifetime, string secret = ShopFlowTokens.Secret) =>
        new JwtIssuer(new SigningKeys(new Secret(secret)), TimeProvider.System)
            .Issue(new TokenBearer(subject, Email: null, role), new TokenPolicy(OptionalClaims.Role | OptionalClaims.IssuedAt, lifetime));

    private async Task<HttpStatusCode> StatusAsync(string token, Shop? at = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/notifications")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        return (await (at ?? shop).NotificationsHttp.SendAsync(request)).StatusCode;
    }
}

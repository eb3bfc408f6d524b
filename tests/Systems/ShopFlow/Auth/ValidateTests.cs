using System.Net;
using System.Net.Http.Headers;
using Shouldly;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;
using Tracker.Tests.TestKit;
using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Tests.Systems.ShopFlow.Auth;

/// <summary>POST /auth/validate (document 003 §4.1, §7.1, §8.2).</summary>
public sealed class ValidateTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task A_customers_token_is_valid()
    {
        var customer = await shop.CustomerAsync();

        await (await ValidateAsync(customer)).ShouldBeAsync(
            HttpStatusCode.OK,
            $$$"""{"valid": true, "user": {"id": "{{{customer.Id}}}", "email": "{{{customer.Email}}}", "role": "customer"}}""");
    }

    [Fact]
    public async Task A_service_token_is_valid_without_a_user() =>
        await (await ValidateAsync(shop.Service())).ShouldBeAsync(
            HttpStatusCode.OK, """{"valid": true, "user": {"id": "notification-service", "email": null, "role": "service"}}""");

    [Theory]
    [InlineData("customer", "admin", HttpStatusCode.OK)]
    [InlineData("admin", "customer", HttpStatusCode.Forbidden)]
    public async Task The_current_role_overrides_the_role_in_the_token(string before, string now, HttpStatusCode everybodysOrders)
    {
        var somebody = before == "admin" ? await shop.AdminAsync() : await shop.CustomerAsync();
        await Shop.ExecuteAsync(shop.AuthDatabase, "update users set role = $2 where id = $1", somebody.Id, now);

        var user = (await (await ValidateAsync(somebody)).ReadAsync())["user"]!;

        user["role"]!.GetValue<string>().ShouldBe(now);
        (await somebody.GetAsync("/orders?scope=all")).StatusCode.ShouldBe(everybodysOrders);
    }

    [Fact]
    public async Task The_token_of_a_deactivated_user_is_refused()
    {
        var customer = await shop.CustomerAsync();
        (await customer.AuthAsync(HttpMethod.Delete, $"/auth/users/{customer.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        await (await ValidateAsync(customer)).ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.NotAuthenticated);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer nonsense")]
    [InlineData("Basic amFuZTpkb2U=")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJub3RpZmljYXRpb24tc2VydmljZSIsInJvbGUiOiJzZXJ2aWNlIiwiZXhwIjo5OTk5OTk5OTk5fQ.")]
    public async Task Another_authorization_header_is_refused(string header)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/auth/validate");
        request.Headers.TryAddWithoutValidation("Authorization", header);

        var answer = await shop.AuthHttp.SendAsync(request);

        await answer.ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.NotAuthenticated);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Fact]
    public async Task A_missing_token_is_refused() =>
        await (await shop.AuthHttp.PostAsync("/auth/validate", content: null))
            .ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.NotAuthenticated);

    [Theory]
    [InlineData(-1, ShopFlowTokens.Secret)]
    [InlineData(3600, "somebody-elses-secret-of-the-tests-01234")]
    public async Task An_expired_or_foreign_token_is_refused(int seconds, string secret)
    {
        var customer = await shop.CustomerAsync();
        var issuer = new JwtIssuer(new SigningKeys(new Secret(secret)), TimeProvider.System);
        var token = issuer.Issue(
            new TokenBearer(customer.Id.ToString(), customer.Email, "customer"),
            new TokenPolicy(OptionalClaims.Role, TimeSpan.FromSeconds(seconds)));

        var answer = await shop.AuthHttp.SendAsync(new HttpRequestMessage(HttpMethod.Post, "/auth/validate")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        });

        await answer.ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.NotAuthenticated);
    }

    [Fact]
    public async Task The_service_is_healthy() =>
        await (await shop.AuthHttp.GetAsync("/health")).ShouldBeAsync(HttpStatusCode.OK, """{"status": "ok"}""");

    private static Task<HttpResponseMessage> ValidateAsync(Shopper shopper) => shopper.AuthAsync(HttpMethod.Post, "/auth/validate");
}

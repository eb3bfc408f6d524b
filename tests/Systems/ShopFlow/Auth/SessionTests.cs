using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow.Auth;

/// <summary>POST /auth/login and /auth/refresh (document 003 §4.1).</summary>
public sealed class SessionTests(Shop shop) : IClassFixture<Shop>
{
    private const string Tokens = """{"access_token": "*", "refresh_token": "*", "token_type": "Bearer", "expires_in": 3600}""";

    [Fact]
    public async Task Login_in_any_case_returns_two_tokens_for_an_hour()
    {
        var customer = await shop.CustomerAsync();

        var answer = await LogInAsync(customer.Email.ToUpperInvariant(), Shop.Password);

        await answer.ShouldBeAsync(HttpStatusCode.OK, Tokens);
    }

    [Fact]
    public async Task The_access_token_has_exactly_the_documented_claims()
    {
        var customer = await shop.CustomerAsync();

        var payload = Payload(customer.AccessToken);

        payload.Select(member => member.Key).ShouldBe(["sub", "email", "role", "iat", "exp"]);
        payload["sub"]!.GetValue<string>().ShouldBe(customer.Id.ToString());
        payload["email"]!.GetValue<string>().ShouldBe(customer.Email);
        payload["role"]!.GetValue<string>().ShouldBe("customer");
        (payload["exp"]!.GetValue<long>() - payload["iat"]!.GetValue<long>()).ShouldBe(3600);
    }

    [Theory]
    [InlineData("s3cur3P@ssw0rd!")]
    [InlineData("S3cur3P@ssw0rd! ")]
    public async Task A_wrong_password_is_refused(string password)
    {
        var customer = await shop.CustomerAsync();

        await (await LogInAsync(customer.Email, password))
            .ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.Of("INVALID_CREDENTIALS", "E-mail address or password is wrong"));
    }

    [Fact]
    public async Task An_unknown_address_is_refused_like_a_wrong_password() =>
        await (await LogInAsync("nobody@example.com", Shop.Password)).ShouldBeAsync(
            HttpStatusCode.Unauthorized, Refusal.Of("INVALID_CREDENTIALS", "E-mail address or password is wrong"));

    [Fact]
    public async Task An_overlong_credential_is_unauthorized_and_no_validation_error()
    {
        var tooLong = new string('x', 5000);

        (await LogInAsync("nobody@example.com", tooLong)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await LogInAsync(tooLong, Shop.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(tooLong)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Missing_fields_are_reported_together() =>
        await (await shop.PostAsync("/auth/login", """{"password": ""}""")).ShouldBeAsync(
            HttpStatusCode.BadRequest, Refusal.Invalid("""{"email": ["is required"], "password": ["must not be empty"]}"""));

    [Fact]
    public async Task A_refresh_token_is_exchanged_once()
    {
        var customer = await shop.CustomerAsync();

        var first = await RefreshAsync(customer.RefreshToken);
        var again = await RefreshAsync(customer.RefreshToken);

        await first.ShouldBeAsync(HttpStatusCode.OK, Tokens);
        await again.ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.NotAuthenticated);
    }

    [Fact]
    public async Task Using_a_refresh_token_twice_ends_the_whole_session()
    {
        var customer = await shop.CustomerAsync();
        var next = (await (await RefreshAsync(customer.RefreshToken)).ReadAsync())["refresh_token"]!.GetValue<string>();

        await RefreshAsync(customer.RefreshToken);

        await (await RefreshAsync(next)).ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.NotAuthenticated);
    }

    [Fact]
    public async Task A_refresh_token_expires_after_thirty_days()
    {
        var customer = await shop.CustomerAsync();

        var rows = await Shop.RowsAsync(
            shop.AuthDatabase, "select expires_at - created_at as lasts from refresh_tokens where user_id = $1", customer.Id);

        rows.Single()!["lasts"]!.GetValue<string>().ShouldBe("30 days");
    }

    [Theory]
    [InlineData("{}", "is required")]
    [InlineData("""{"refresh_token": ""}""", "must not be empty")]
    [InlineData("""{"refresh_token": 7}""", "must be a string")]
    public async Task A_refresh_without_a_token_is_a_bad_request(string body, string message) =>
        await (await shop.PostAsync("/auth/refresh", body))
            .ShouldBeAsync(HttpStatusCode.BadRequest, Refusal.Invalid($$"""{"refresh_token": ["{{message}}"]}"""));

    [Fact]
    public async Task A_refresh_with_a_bad_token_is_refused() =>
        await (await RefreshAsync("nonsense")).ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.NotAuthenticated);

    private Task<HttpResponseMessage> LogInAsync(string email, string password) =>
        shop.PostAsync("/auth/login", $$"""{"email": "{{email}}", "password": "{{password}}"}""");

    private Task<HttpResponseMessage> RefreshAsync(string token) => shop.PostAsync("/auth/refresh", $$"""{"refresh_token": "{{token}}"}""");

    private static JsonObject Payload(string token) =>
        JsonNode.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.Split('.')[1])))!.AsObject();
}

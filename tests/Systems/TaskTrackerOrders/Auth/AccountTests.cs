using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerOrders.Auth;

/// <summary>Service 1 of document 000.</summary>
public sealed class AccountTests(OrderSystem system) : IClassFixture<OrderSystem>
{
    private const string NotAuthenticated = """{"detail": "Not authenticated"}""";

    [Fact]
    public async Task Registering_returns_the_account()
    {
        var answer = await system.PostAsync(
            "/register", """{"email": "Grace@Example.com", "password": "12345678", "name": " Grace Hopper ", "other": 1}""");

        await answer.ShouldBeAsync(HttpStatusCode.Created, """{"id": "*", "email": "Grace@Example.com", "created_at": "*"}""");
    }

    [Fact]
    public async Task A_taken_address_is_refused_in_any_case()
    {
        var ada = await system.UserAsync();

        await (await system.PostAsync("/register", Account("email", $"\"{ada.Email.ToUpperInvariant()}\"")))
            .ShouldBeAsync(HttpStatusCode.Conflict, """{"detail": "Email already registered"}""");
    }

    [Theory]
    [InlineData("email", "\"ada\"", "must be an e-mail address", "value_error")]
    [InlineData("email", "\"\"", "must not be empty", "string_too_short")]
    [InlineData("email", "7", "must be a string", "string_type")]
    [InlineData("email", "null", "must be a string", "string_type")]
    [InlineData("password", "\"1234567\"", "must have at least 8 characters", "value_error")]
    [InlineData("password", "\"\\u0000aaaaaaaa\"", "must not contain the character U+0000", "value_error")]
    [InlineData("name", "\" \"", "must not be empty", "string_too_short")]
    [InlineData("name", "\"\\ud800\"", "must be valid Unicode text", "string_unicode")]
    [InlineData("name", "[]", "must be a string", "string_type")]
    [InlineData("phone", "\"555\"", "must be a phone number in E.164 format, e.g. +15551234567", "value_error")]
    public async Task A_fault_of_an_account_is_told(string field, string json, string message, string type) =>
        await (await system.PostAsync("/register", Account(field, json))).ShouldBeAsync(
            HttpStatusCode.UnprocessableEntity,
            $$"""{"detail": [{"loc": ["body", "{{field}}"], "msg": "{{message}}", "type": "{{type}}"}]}""");

    [Theory]
    [InlineData("/register", "email", "password", "name")]
    [InlineData("/login", "email", "password")]
    [InlineData("/refresh", "refresh_token")]
    public async Task All_missing_fields_are_told(string path, params string[] fields)
    {
        var faults = fields.Select(field => $$"""{"loc": ["body", "{{field}}"], "msg": "is required", "type": "missing"}""");

        await (await system.PostAsync(path, "{}"))
            .ShouldBeAsync(HttpStatusCode.UnprocessableEntity, $$"""{"detail": [{{string.Join(',', faults)}}]}""");
    }

    [Theory]
    [InlineData("/register")]
    [InlineData("/login")]
    [InlineData("/refresh")]
    public async Task A_body_that_is_no_object_is_refused(string path)
    {
        foreach (var body in new[] { "", "{", "[]", "null", "\"text\"" })
        {
            (await system.PostAsync(path, body)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, body);
        }

        (await system.Auth.PostAsync(path, new StringContent("email=a", Encoding.UTF8, "application/x-www-form-urlencoded")))
            .StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await system.PostAsync(path, $$"""{"email": "{{new string('a', 1024 * 1024)}}"}"""))
            .StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Logging_in_returns_both_tokens()
    {
        var ada = await system.UserAsync();

        var answer = await system.PostAsync(
            "/login", $$"""{"email": "{{ada.Email.ToLowerInvariant()}}", "password": "{{OrderSystem.Password}}"}""");

        await answer.ShouldBeAsync(HttpStatusCode.OK, """{"access_token": "*", "refresh_token": "*"}""");
    }

    [Fact]
    public async Task A_token_has_exactly_the_documented_claims()
    {
        var ada = await system.UserAsync();

        var json = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(ada.Token.Split('.')[1]));
        var payload = JsonNode.Parse(json)!.AsObject();

        payload.Select(claim => claim.Key).ShouldBe(["sub", "email", "exp"]);
        payload["sub"]!.GetValue<string>().ShouldBe(ada.Id.ToString());
        payload["email"]!.GetValue<string>().ShouldBe(ada.Email);
        (payload["exp"]!.GetValue<long>() - DateTimeOffset.UtcNow.ToUnixTimeSeconds()).ShouldBeInRange(1700, 1800);
    }

    [Fact]
    public async Task Wrong_credentials_are_refused_without_saying_why()
    {
        var ada = await system.UserAsync();

        foreach (var (email, password) in new[] { (ada.Email, "wrong-password"), ("nobody@example.com", OrderSystem.Password), ("x", "x") })
        {
            await (await system.PostAsync("/login", $$"""{"email": "{{email}}", "password": "{{password}}"}"""))
                .ShouldBeAsync(HttpStatusCode.Unauthorized, """{"detail": "Invalid credentials"}""");
        }
    }

    [Fact]
    public async Task A_user_reads_the_own_profile()
    {
        var ada = await system.UserAsync();

        await (await ada.GetAuthAsync("/users/me")).ShouldBeAsync(
            HttpStatusCode.OK, $$"""{"id": "{{ada.Id}}", "email": "{{ada.Email}}", "name": "Ada Lovelace", "created_at": "*"}""");
        (await ada.GetAuthAsync("/users/me/")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_profile_needs_the_token_of_an_account()
    {
        var refused = await system.Auth.GetAsync("/users/me");

        await refused.ShouldBeAsync(HttpStatusCode.Unauthorized, NotAuthenticated);
        refused.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        await (await system.Stranger().GetAuthAsync("/users/me")).ShouldBeAsync(HttpStatusCode.Unauthorized, NotAuthenticated);
        (await system.Service().GetAuthAsync("/users/me")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Only_services_learn_how_to_reach_a_user()
    {
        var ada = await system.UserAsync(phone: "+15551234567");

        await (await system.Service().GetAuthAsync($"/users/{ada.Id}")).ShouldBeAsync(
            HttpStatusCode.OK, $$"""{"id": "{{ada.Id}}", "email": "{{ada.Email}}", "name": "Ada Lovelace", "phone": "+15551234567"}""");
        (await ada.GetAuthAsync($"/users/{ada.Id}")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        await (await system.Service().GetAuthAsync($"/users/{Guid.NewGuid()}")).ShouldBeAsync(
            HttpStatusCode.NotFound, """{"detail": "User not found"}""");
        (await system.Service().GetAuthAsync("/users/7")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_refresh_token_works_once()
    {
        var ada = await system.UserAsync();
        var used = $$"""{"refresh_token": "{{ada.RefreshToken}}"}""";

        var next = await (await system.PostAsync("/refresh", used)).ReadAsync();
        await (await system.PostAsync("/refresh", used)).ShouldBeAsync(HttpStatusCode.Unauthorized, NotAuthenticated);

        // Its reuse ends the session.
        await (await system.PostAsync("/refresh", $$"""{"refresh_token": "{{next["refresh_token"]}}"}"""))
            .ShouldBeAsync(HttpStatusCode.Unauthorized, NotAuthenticated);
    }

    [Fact]
    public async Task Every_service_is_healthy()
    {
        foreach (var http in new[] { system.Auth, system.Orders, system.Notifications })
        {
            await (await http.GetAsync("/health")).ShouldBeAsync(HttpStatusCode.OK, """{"status": "healthy"}""");
            (await http.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
            (await http.GetStringAsync("/metrics")).ShouldContain("http_requests_total");
        }
    }

    private static string Account(string field, string json)
    {
        var account = new JsonObject
        {
            ["email"] = $"{Guid.NewGuid():N}@example.com", ["password"] = OrderSystem.Password, ["name"] = "Ada",
        };
        account.Remove(field);
        return account.ToJsonString()[..^1] + $", \"{field}\": {json}}}";
    }
}

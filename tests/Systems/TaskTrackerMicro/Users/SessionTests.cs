using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerMicro.Users;

/// <summary>Document 001, "Authentication Flow": login and <c>GET /api/v1/auth/me</c>.</summary>
public sealed class SessionTests(Micro micro) : IClassFixture<Micro>
{
    [Fact]
    public async Task A_login_returns_a_bearer_token_with_the_user_id()
    {
        var user = await micro.UserAsync();

        var answer = await micro.PostAsync("/auth/login", $$"""{"username": "{{user.Name}}", "password": "{{Micro.Password}}"}""");

        await answer.ShouldBeAsync(HttpStatusCode.OK, """{"access_token": "*", "token_type": "bearer"}""");
        var token = (await answer.ReadAsync())["access_token"]!.GetValue<string>().Split('.');
        Base64Url.DecodeFromChars(token[0]).ShouldBe("""{"alg":"HS256","typ":"JWT"}"""u8.ToArray());
        var claims = JsonNode.Parse(Base64Url.DecodeFromChars(token[1]))!.AsObject();
        claims.Select(claim => claim.Key).ShouldBe(["sub", "exp"], ignoreOrder: true);
        claims["sub"]!.GetValue<string>().ShouldBe($"{user.Id}");
        DateTimeOffset.FromUnixTimeSeconds(claims["exp"]!.GetValue<long>())
            .ShouldBe(DateTimeOffset.UtcNow.AddMinutes(30), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Username_and_address_log_in_in_any_case()
    {
        var user = await micro.UserAsync();

        foreach (var name in new[] { user.Name.ToUpperInvariant(), user.Name.ToLowerInvariant(), $" {user.Name}@eXample.COM" })
        {
            (await micro.PostAsync("/auth/login", $$"""{"username": "{{name}}", "password": "{{Micro.Password}}"}"""))
                .StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Wrong_credentials_are_a_401_whatever_is_wrong()
    {
        var user = await micro.UserAsync();
        foreach (var (name, password) in new[]
        {
            (user.Name, "wrong"), (user.Name, Micro.Password + " "), (user.Name, new string('x', 500)), ("nobody", Micro.Password),
            (new string('x', 10_000), Micro.Password),
        })
        {
            var answer = await micro.PostAsync("/auth/login", $$"""{"username": "{{name}}", "password": "{{password}}"}""");

            await answer.ShouldBeAsync(HttpStatusCode.Unauthorized, """{"detail": "Incorrect username or password"}""");
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        }
    }

    [Theory]
    [InlineData("{}", "is required", "missing")]
    [InlineData("""{"username": "", "password": ""}""", "must not be empty", "string_too_short")]
    [InlineData("""{"username": null, "password": null}""", "must be a string", "string_type")]
    [InlineData("""{"username": ["a"], "password": 12345678}""", "must be a string", "string_type")]
    [InlineData("""{"username": "a\u0000", "password": "a\u0000"}""", "must not contain the character U+0000", "value_error")]
    [InlineData("""{"username": "\ud800", "password": "\ud800"}""", "must be valid Unicode text", "string_unicode")]
    public async Task A_missing_or_invalid_credential_is_a_422(string body, string message, string type) =>
        await (await micro.PostAsync("/auth/login", body)).ShouldBeAsync(HttpStatusCode.UnprocessableEntity, $$"""
            {"detail": [{"loc": ["body", "username"], "msg": "{{message}}", "type": "{{type}}"},
                        {"loc": ["body", "password"], "msg": "{{message}}", "type": "{{type}}"}]}
            """);

    [Fact]
    public async Task Me_is_the_registered_user()
    {
        var user = await micro.UserAsync();

        await (await user.GetAsync("/auth/me")).ShouldBeAsync(HttpStatusCode.OK, $$"""
            {"id": {{user.Id}}, "email": "{{user.Name}}@Example.com", "username": "{{user.Name}}", "full_name": null, "is_active": true,
             "is_superuser": false, "created_at": "*", "updated_at": "*"}
            """);
    }

    [Fact]
    public async Task A_promoted_user_is_a_superuser()
    {
        var user = await micro.UserAsync();

        await Micro.ExecuteAsync(micro.UserDatabase, "update users set role = 'admin' where number = $1", user.Id);

        (await (await user.GetAsync("/auth/me")).ReadAsync())["is_superuser"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_deactivated_user_cannot_log_in_or_read_the_profile()
    {
        var user = await micro.UserAsync();
        await Micro.ExecuteAsync(micro.UserDatabase, "update users set is_active = false where number = $1", user.Id);

        await (await micro.PostAsync("/auth/login", $$"""{"username": "{{user.Name}}", "password": "{{Micro.Password}}"}"""))
            .ShouldBeAsync(HttpStatusCode.Forbidden, """{"detail": "This account has been deactivated"}""");
        await (await micro.PostAsync("/auth/login", $$"""{"username": "{{user.Name}}", "password": "wrong"}"""))
            .ShouldBeAsync(HttpStatusCode.Unauthorized, """{"detail": "Incorrect username or password"}""");
        await (await user.GetAsync("/auth/me")).ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.NotAuthenticated);
    }
}

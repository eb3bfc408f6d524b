using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>Accounts and logins (document 002 §4.1, §5.3).</summary>
public sealed class AuthTests(Api api) : IClassFixture<Api>
{
    private const string InvalidCredentials =
        """{"error": {"code": "INVALID_CREDENTIALS", "message": "E-mail address or password is wrong", "details": {}, "correlation_id": "*"}}""";

    [Fact]
    public async Task Registering_returns_the_account_with_the_address_as_typed()
    {
        var answer = await api.PostAsync(
            "/auth/register", """{"email": "Ada.Lovelace@Example.COM", "password": "correct horse", "full_name": "Ada Lovelace"}""");

        await answer.ShouldBeAsync(
            HttpStatusCode.Created, """{"id": "*", "email": "Ada.Lovelace@Example.COM", "full_name": "Ada Lovelace"}""");
    }

    [Fact]
    public async Task A_missing_or_empty_full_name_is_null()
    {
        foreach (var (name, rest) in new[] { ("out", ""), ("null", ", \"full_name\": null"), ("empty", ", \"full_name\": \"\"") })
        {
            var answer = await api.PostAsync(
                "/auth/register", $$"""{"email": "name-{{name}}@example.com", "password": "correct horse"{{rest}}}""");

            await answer.ShouldBeAsync(
                HttpStatusCode.Created, $$"""{"id": "*", "email": "name-{{name}}@example.com", "full_name": null}""");
        }
    }

    [Fact]
    public async Task An_address_can_be_registered_once_in_any_case()
    {
        await (await api.PostAsync("/auth/register", """{"email": "Grace@example.com", "password": "correct horse"}"""))
            .ReadAsync(HttpStatusCode.Created);

        var again = await api.PostAsync("/auth/register", """{"email": "gRACE@EXAMPLE.com", "password": "another password"}""");

        await again.ShouldBeAsync(HttpStatusCode.Conflict,
            """{"error": {"code": "EMAIL_ALREADY_REGISTERED", "message": "An account with this e-mail address exists already", "details": {}, "correlation_id": "*"}}""");
    }

    [Fact]
    public async Task Login_in_any_case_returns_two_tokens_for_fifteen_minutes()
    {
        var person = await api.PersonAsync();

        var answer = await api.PostAsync(
            "/auth/login", $$"""{"email": "{{person.Email.ToUpperInvariant()}}", "password": "{{Api.Password}}"}""");

        await answer.ShouldBeAsync(
            HttpStatusCode.OK, """{"access_token": "*", "refresh_token": "*", "token_type": "bearer", "expires_in": 900}""");
    }

    [Fact]
    public async Task The_access_token_names_the_user_for_fifteen_minutes()
    {
        var person = await api.PersonAsync();
        var payload = person.AccessToken.Split('.')[1];
        var claims = JsonNode.Parse(Encoding.UTF8.GetString(System.Buffers.Text.Base64Url.DecodeFromChars(payload)))!;

        claims["sub"]!.GetValue<string>().ShouldBe(person.Id.ToString());
        (claims["exp"]!.GetValue<long>() - claims["iat"]!.GetValue<long>()).ShouldBe(900);
    }

    [Theory]
    [InlineData("wrong password")]
    [InlineData("correct horse battery ")]
    [InlineData("Correct horse battery")]
    public async Task A_wrong_password_is_refused(string password)
    {
        var person = await api.PersonAsync();

        var answer = await api.PostAsync("/auth/login", $$"""{"email": "{{person.Email}}", "password": "{{password}}"}""");

        await answer.ShouldBeAsync(HttpStatusCode.Unauthorized, InvalidCredentials);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Theory]
    [InlineData("nobody@example.com")]
    [InlineData("no address at all")]
    public async Task An_unknown_address_is_refused_like_a_wrong_password(string email)
    {
        var answer = await api.PostAsync("/auth/login", $$"""{"email": "{{email}}", "password": "correct horse"}""");

        await answer.ShouldBeAsync(HttpStatusCode.Unauthorized, InvalidCredentials);
    }

    [Fact]
    public async Task Me_returns_the_profile_of_the_caller()
    {
        var person = await api.PersonAsync();

        await (await person.GetAsync("/auth/me")).ShouldBeAsync(
            HttpStatusCode.OK, $$"""{"id": "{{person.Id}}", "email": "{{person.Email}}", "full_name": null, "created_at": "*"}""");
    }

    [Fact]
    public async Task Only_the_right_password_reveals_a_deactivated_account()
    {
        var person = await api.PersonAsync();
        await api.ExecuteAsync("update users set is_active = false where id = $1", person.Id);

        var right = await api.PostAsync("/auth/login", $$"""{"email": "{{person.Email}}", "password": "{{Api.Password}}"}""");
        var wrong = await api.PostAsync("/auth/login", $$"""{"email": "{{person.Email}}", "password": "a guess or two"}""");

        await right.ShouldBeAsync(HttpStatusCode.Forbidden,
            """{"error": {"code": "ACCOUNT_DEACTIVATED", "message": "This account has been deactivated", "details": {}, "correlation_id": "*"}}""");
        await wrong.ShouldBeAsync(HttpStatusCode.Unauthorized, InvalidCredentials);
    }

    [Fact]
    public async Task Closed_registration_refuses_every_account()
    {
        await using var closed = await Api.StartAsync(settings: ("REGISTRATION", "closed"));

        var answer = await closed.PostAsync("/auth/register", """{"email": "new@example.com", "password": "correct horse"}""");

        await answer.ShouldBeAsync(HttpStatusCode.Forbidden,
            """{"error": {"code": "FORBIDDEN", "message": "Registration is closed. Ask an operator for an account.", "details": {}, "correlation_id": "*"}}""");
        (await closed.RowsAsync("select id from users")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_successful_logins_are_audited()
    {
        var person = await api.PersonAsync();
        await api.PostAsync("/auth/login", $$"""{"email": "{{person.Email}}", "password": "a guess or two"}""");

        var rows = await api.RowsAsync(
            "select event_type, task_id, attachment_id, details from audit_events where user_id = $1", person.Id);

        rows.ToJsonString().ShouldBe("""[{"details":{},"task_id":null,"event_type":"LOGIN","attachment_id":null}]""");
    }

    [Fact]
    public async Task Passwords_and_refresh_tokens_are_stored_only_as_hashes()
    {
        var person = await api.PersonAsync();

        var stored = (await api.RowsAsync(
            "select u.password_hash, r.* from users u join refresh_tokens r on r.user_id = u.id where u.id = $1",
            person.Id)).ToJsonString();

        stored.ShouldContain("$2");
        stored.ShouldNotContain(Api.Password);
        stored.ShouldNotContain(person.RefreshToken);
    }
}

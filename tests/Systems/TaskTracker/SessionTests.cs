using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>Refresh, logout and password change (document 002 §4.1, §5.3).</summary>
public sealed class SessionTests(Api api) : IClassFixture<Api>
{
    private const string NotAuthenticated =
        """{"error": {"code": "NOT_AUTHENTICATED", "message": "Not authenticated", "details": {}, "correlation_id": "*"}}""";

    [Fact]
    public async Task A_refresh_token_is_exchanged_for_new_tokens()
    {
        var person = await api.PersonAsync();

        var answer = await RefreshAsync(person.RefreshToken);

        await answer.ShouldBeAsync(
            HttpStatusCode.OK, """{"access_token": "*", "refresh_token": "*", "token_type": "bearer", "expires_in": 900}""");
        (await TokenOf(answer)).ShouldNotBe(person.RefreshToken);
    }

    [Fact]
    public async Task A_refresh_token_used_twice_ends_the_whole_family()
    {
        var person = await api.PersonAsync();
        var second = await TokenOf(await RefreshAsync(person.RefreshToken));
        var third = await TokenOf(await RefreshAsync(second));

        await (await RefreshAsync(person.RefreshToken)).ShouldBeAsync(HttpStatusCode.Unauthorized, NotAuthenticated);

        await (await RefreshAsync(third)).ShouldBeAsync(HttpStatusCode.Unauthorized, NotAuthenticated);
    }

    [Fact]
    public async Task A_revoked_family_does_not_end_other_logins()
    {
        var person = await api.PersonAsync();
        var first = person.RefreshToken;
        await person.LogInAsync();
        await RefreshAsync(first);
        await RefreshAsync(first);

        (await RefreshAsync(person.RefreshToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("päßwörd 🙈")]
    public async Task An_unknown_refresh_token_is_refused(string token)
    {
        var answer = await RefreshAsync(token);

        await answer.ShouldBeAsync(HttpStatusCode.Unauthorized, NotAuthenticated);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Fact]
    public async Task An_expired_refresh_token_is_refused()
    {
        var person = await api.PersonAsync();
        await api.ExecuteAsync("update refresh_tokens set expires_at = now() - interval '1 second' where user_id = $1", person.Id);

        await (await RefreshAsync(person.RefreshToken)).ShouldBeAsync(HttpStatusCode.Unauthorized, NotAuthenticated);
    }

    [Fact]
    public async Task Logging_out_revokes_the_whole_family()
    {
        var person = await api.PersonAsync();
        var second = await TokenOf(await RefreshAsync(person.RefreshToken));

        var answer = await api.PostAsync("/auth/logout", $$"""{"refresh_token": "{{person.RefreshToken}}"}""");

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await RefreshAsync(second)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Logging_out_with_an_unknown_token_succeeds()
    {
        foreach (var token in new[] { "unknown", "unknown" })
        {
            (await api.PostAsync("/auth/logout", $$"""{"refresh_token": "{{token}}"}""")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        }
    }

    [Fact]
    public async Task Only_the_new_password_works_after_a_change()
    {
        var person = await api.PersonAsync();

        var answer = await ChangeAsync(person, Api.Password, "another password");

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await LogInAsync(person, "another password")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await LogInAsync(person, Api.Password)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_password_change_is_audited_and_revokes_every_refresh_token()
    {
        var person = await api.PersonAsync();
        var first = person.RefreshToken;
        await person.LogInAsync();

        await ChangeAsync(person, Api.Password, "another password");

        (await RefreshAsync(first)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await RefreshAsync(person.RefreshToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await api.RowsAsync("select event_type from audit_events where user_id = $1 order by id", person.Id)).ToJsonString()
            .ShouldBe("""[{"event_type":"LOGIN"},{"event_type":"LOGIN"},{"event_type":"PASSWORD_CHANGED"}]""");
    }

    [Fact]
    public async Task A_wrong_current_password_is_a_validation_error_without_changes()
    {
        var person = await api.PersonAsync();

        var answer = await ChangeAsync(person, "not my password", "another password");

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest,
            """{"error": {"code": "VALIDATION_ERROR", "message": "The request is not valid", "details": {"current_password": ["is wrong"]}, "correlation_id": "*"}}""");
        (await RefreshAsync(person.RefreshToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_deactivated_user_cannot_refresh()
    {
        var person = await api.PersonAsync();
        await api.ExecuteAsync("update users set is_active = false where id = $1", person.Id);

        await (await RefreshAsync(person.RefreshToken)).ShouldBeAsync(HttpStatusCode.Unauthorized, NotAuthenticated);
    }

    private Task<HttpResponseMessage> RefreshAsync(string token) => api.PostAsync("/auth/refresh", $$"""{"refresh_token": "{{token}}"}""");

    private Task<HttpResponseMessage> LogInAsync(Person person, string password) =>
        api.PostAsync("/auth/login", $$"""{"email": "{{person.Email}}", "password": "{{password}}"}""");

    private static Task<HttpResponseMessage> ChangeAsync(Person person, string current, string next) =>
        person.PostAsync("/auth/change-password", $$"""{"current_password": "{{current}}", "new_password": "{{next}}"}""");

    private static async Task<string> TokenOf(HttpResponseMessage answer) =>
        (await answer.ReadAsync())["refresh_token"]!.GetValue<string>();
}

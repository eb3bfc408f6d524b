using System.Net;
using System.Text;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskManager.Auth;

/// <summary>Document 004, "Auth Service Endpoints".</summary>
public sealed class AccountTests(Desk desk) : IClassFixture<Desk>
{
    [Fact]
    public async Task Registration_returns_the_account()
    {
        var answer = await desk.PostAsync("/auth/register", Account("johndoe", "john@example.com"));

        await answer.ShouldBeAsync(
            HttpStatusCode.Created, """{"id": "*", "username": "johndoe", "email": "john@example.com", "is_active": true}""");
    }

    [Fact]
    public async Task A_taken_name_or_address_answers_400()
    {
        var user = await desk.UserAsync();

        await (await desk.PostAsync("/auth/register", Account(user.Name.ToUpperInvariant(), $"x{user.Email}")))
            .ShouldBeAsync(HttpStatusCode.BadRequest, """{"detail": "Username already registered"}""");
        await (await desk.PostAsync("/auth/register", Account("x" + user.Name, user.Email.ToUpperInvariant())))
            .ShouldBeAsync(HttpStatusCode.BadRequest, """{"detail": "Email already registered"}""");
    }

    [Theory]
    [InlineData("""{"email": "a@example.com", "password": "test123"}""", "username", "is required", "missing")]
    [InlineData("""{"username": " ", "email": "a@example.com", "password": "test123"}""", "username", "must not be empty", "string_too_short")]
    [InlineData("""{"username": "a", "email": "example", "password": "test123"}""", "email", "must be an e-mail address", "value_error")]
    public async Task A_wrong_registration_answers_422(string body, string field, string message, string type) =>
        await (await desk.PostAsync("/auth/register", body)).ShouldBeAsync(
            HttpStatusCode.UnprocessableEntity,
            $$"""{"detail": [{"loc": ["body", "{{field}}"], "msg": "{{message}}", "type": "{{type}}"}]}""");

    [Fact]
    public async Task A_password_has_at_least_six_characters()
    {
        (await desk.PostAsync("/auth/register", Account("short", "short@example.com", "12345")))
            .StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await desk.PostAsync("/auth/register", Account("long", "long@example.com", "123456"))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_form_login_returns_a_token()
    {
        var user = await desk.UserAsync();

        await (await desk.PostAsync("/auth/login", Desk.Form(user.Name, Desk.Password)))
            .ShouldBeAsync(HttpStatusCode.OK, """{"access_token": "*", "token_type": "bearer"}""");
    }

    [Fact]
    public async Task Logins_take_json_and_an_email_address_too()
    {
        var user = await desk.UserAsync();

        (await desk.PostAsync("/auth/login", $$"""{"username": "{{user.Email}}", "password": "{{Desk.Password}}"}"""))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await desk.PostAsync("/auth/login", Desk.Form(user.Email, Desk.Password))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Wrong_credentials_answer_401()
    {
        var user = await desk.UserAsync();
        foreach (var (name, password) in new[] { (user.Name, "wrong"), ("nobody", Desk.Password) })
        {
            var answer = await desk.PostAsync("/auth/login", Desk.Form(name, password));

            await answer.ShouldBeAsync(HttpStatusCode.Unauthorized, """{"detail": "Incorrect username or password"}""");
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        }
    }

    [Theory]
    [InlineData("username=a")]
    [InlineData("password=b")]
    [InlineData("username=&password=")]
    [InlineData("username=a%00&password=b")]
    [InlineData("")]
    public async Task A_form_with_a_missing_field_answers_422(string form) =>
        (await desk.PostAsync("/auth/login", new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded")))
            .StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

    [Theory]
    [InlineData("text/plain")]
    [InlineData("multipart/form-data")]
    public async Task A_login_of_another_type_answers_415(string type) =>
        (await desk.PostAsync("/auth/login", new StringContent("username=a&password=b", Encoding.UTF8, type)))
            .StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);

    [Fact]
    public async Task The_profile_is_that_of_the_token()
    {
        var user = await desk.UserAsync();
        var profile = $$"""{"id": {{user.Id}}, "username": "{{user.Name}}", "email": "{{user.Email}}", "is_active": true}""";

        await (await user.GetAsync("/auth/me")).ShouldBeAsync(HttpStatusCode.OK, profile);
        await (await user.GetAsync("/auth/verify")).ShouldBeAsync(HttpStatusCode.OK, $$"""{"valid": true, "user": {{profile}}}""");
    }

    [Theory]
    [InlineData("/auth/me")]
    [InlineData("/auth/verify")]
    [InlineData("/tasks/")]
    [InlineData("/tasks/1")]
    [InlineData("/notifications")]
    public async Task Without_a_token_the_answer_is_401(string path)
    {
        var answer = await desk.SendAsync(new HttpRequestMessage(HttpMethod.Get, path));

        await answer.ShouldBeAsync(HttpStatusCode.Unauthorized, """{"detail": "Not authenticated"}""");
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    [Fact]
    public async Task The_service_answers_without_the_prefix_too()
    {
        var user = await desk.UserAsync();
        using var http = new HttpClient { BaseAddress = desk.Services["auth-service"].Url };

        (await http.PostAsync("/login", Desk.Form(user.Name, Desk.Password))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await http.PostAsync("/register", JsonAssertions.Json(Account("plain", "plain@example.com")))).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await user.SendAsync("auth-service", HttpMethod.Get, "/auth/me/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        http.DefaultRequestHeaders.Authorization = new("Bearer", user.Token);
        (await http.GetAsync("/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static string Account(string name, string email, string password = "test123") =>
        $$"""{"username": "{{name}}", "email": "{{email}}", "password": "{{password}}"}""";
}

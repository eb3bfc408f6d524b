using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerMicro.Users;

/// <summary>Document 001, "User Service": <c>POST /api/v1/auth/register</c>.</summary>
public sealed class RegisterTests(Micro micro) : IClassFixture<Micro>
{
    [Fact]
    public async Task A_registration_returns_the_user_with_an_integer_id()
    {
        var answer = await micro.PostAsync("/auth/register", """
            {"email": "John@Example.com", "username": " johndoe ", "password": "securepass123", "full_name": "John Doe"}
            """);

        (await answer.ReadAsync(HttpStatusCode.Created))["id"]!.GetValue<long>().ShouldBeGreaterThan(0);
        await answer.ShouldBeAsync(HttpStatusCode.Created, """
            {"id": "*", "email": "John@Example.com", "username": "johndoe", "full_name": "John Doe", "is_active": true,
             "is_superuser": false, "created_at": "*", "updated_at": "*"}
            """);
    }

    [Theory]
    [InlineData("""{"email": "a1@example.com", "username": "a1a", "password": "secret"}""")]
    [InlineData("""{"email": "a2@example.com", "username": "a2a", "password": "secret", "full_name": null}""")]
    [InlineData("""{"email": "a3@example.com", "username": "a3a", "password": "secret", "full_name": " ", "is_superuser": true, "id": 1}""")]
    public async Task Only_the_full_name_is_optional(string body)
    {
        var user = await (await micro.PostAsync("/auth/register", body)).ReadAsync(HttpStatusCode.Created);

        user["full_name"].ShouldBeNull();
        user["is_superuser"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public async Task A_taken_address_or_username_is_refused_in_any_case()
    {
        await (await micro.PostAsync("/auth/register", """{"email": "Taken@example.com", "username": "Taken", "password": "secret"}"""))
            .ReadAsync(HttpStatusCode.Created);

        await (await micro.PostAsync("/auth/register", """{"email": "tAKEN@example.com", "username": "other", "password": "secret"}"""))
            .ShouldBeAsync(HttpStatusCode.BadRequest, """{"detail": "Email already registered"}""");
        await (await micro.PostAsync("/auth/register", """{"email": "other@example.com", "username": "tAKEN", "password": "secret"}"""))
            .ShouldBeAsync(HttpStatusCode.BadRequest, """{"detail": "Username already taken"}""");
    }

    [Fact]
    public async Task One_of_several_simultaneous_registrations_wins()
    {
        const string Account = """{"email": "race@example.com", "username": "race", "password": "secret"}""";

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => micro.PostAsync("/auth/register", Account)));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.BadRequest).ShouldBe(7);
    }

    /// <summary>A body, and its faults.</summary>
    public static TheoryData<string, string> Faults { get; } = new()
    {
        {
            "{}",
            """
            {"detail": [{"loc": ["body", "email"], "msg": "is required", "type": "missing"},
                        {"loc": ["body", "username"], "msg": "is required", "type": "missing"},
                        {"loc": ["body", "password"], "msg": "is required", "type": "missing"}]}
            """
        },
        {
            """{"email": 7, "username": [], "password": {}, "full_name": true}""",
            """
            {"detail": [{"loc": ["body", "email"], "msg": "must be a string", "type": "string_type"},
                        {"loc": ["body", "username"], "msg": "must be a string", "type": "string_type"},
                        {"loc": ["body", "password"], "msg": "must be a string", "type": "string_type"},
                        {"loc": ["body", "full_name"], "msg": "must be a string", "type": "string_type"}]}
            """
        },
        {
            """{"email": null, "username": null, "password": null}""",
            """
            {"detail": [{"loc": ["body", "email"], "msg": "must be a string", "type": "string_type"},
                        {"loc": ["body", "username"], "msg": "must be a string", "type": "string_type"},
                        {"loc": ["body", "password"], "msg": "must be a string", "type": "string_type"}]}
            """
        },
        {
            """{"email": "nobody", "username": " ab ", "password": "12345"}""",
            """
            {"detail": [{"loc": ["body", "email"], "msg": "must be an e-mail address", "type": "value_error"},
                        {"loc": ["body", "username"], "msg": "must have at least 3 characters", "type": "string_too_short"},
                        {"loc": ["body", "password"], "msg": "must have at least 6 characters", "type": "value_error"}]}
            """
        },
        {
            """{"email": "a@example.com\u0000", "username": "abc\u0000", "password": "\u0000secret", "full_name": "\u0000"}""",
            """
            {"detail": [{"loc": ["body", "email"], "msg": "must not contain the character U+0000", "type": "value_error"},
                        {"loc": ["body", "username"], "msg": "must not contain the character U+0000", "type": "value_error"},
                        {"loc": ["body", "password"], "msg": "must not contain the character U+0000", "type": "value_error"},
                        {"loc": ["body", "full_name"], "msg": "must not contain the character U+0000", "type": "value_error"}]}
            """
        },
        {
            """{"email": "\ud800@example.com", "username": "\ud800abc", "password": "\ud800secret"}""",
            """
            {"detail": [{"loc": ["body", "email"], "msg": "must be valid Unicode text", "type": "string_unicode"},
                        {"loc": ["body", "username"], "msg": "must be valid Unicode text", "type": "string_unicode"},
                        {"loc": ["body", "password"], "msg": "must be valid Unicode text", "type": "string_unicode"}]}
            """
        },
        {
            $$"""{"email": "b@example.com", "username": "{{new string('x', 101)}}", "password": "{{new string('ä', 37)}}", "full_name": "{{new string('x', 256)}}"}""",
            """
            {"detail": [{"loc": ["body", "username"], "msg": "must have at most 100 characters", "type": "string_too_long"},
                        {"loc": ["body", "password"], "msg": "must have at most 72 bytes in UTF-8", "type": "value_error"},
                        {"loc": ["body", "full_name"], "msg": "must have at most 255 characters", "type": "string_too_long"}]}
            """
        },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task All_faults_of_a_registration_are_reported_together(string body, string expected) =>
        await (await micro.PostAsync("/auth/register", body)).ShouldBeAsync(HttpStatusCode.UnprocessableEntity, expected);

    [Fact]
    public async Task Passwords_are_stored_as_bcrypt_hashes()
    {
        var user = await micro.UserAsync();

        var rows = await Micro.RowsAsync(micro.UserDatabase, "select password_hash from users where number = $1", user.Id);

        rows.Single()!["password_hash"]!.GetValue<string>().ShouldStartWith("$2");
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>Invalid members of a body, and valid ones at the limits.</summary>
public sealed class BadFieldTests(Api api) : IClassFixture<Api>
{
    private const string Due = "must be an ISO 8601 date and time, e.g. 2025-12-31T10:00:00Z";
    private const string Statuses = "must be one of TODO, IN_PROGRESS, BLOCKED, DONE";
    private const string Priorities = "must be one of LOW, MEDIUM, HIGH, CRITICAL";

    /// <summary>A member, its fault, and the message.</summary>
    public static TheoryData<string, string, string> TaskFaults { get; } = new()
    {
        { "title", "7", "must be a string" },
        { "title", "[\"x\"]", "must be a string" },
        { "title", "{}", "must be a string" },
        { "title", "true", "must be a string" },
        { "title", "\"\"", "must not be empty" },
        { "title", "\" \\t\\n \"", "must not be empty" },
        { "title", "\"a\\u0000b\"", "must not contain the character U+0000" },
        { "title", "\"\\ud800\"", "must be valid Unicode text" },
        { "title", "\"\\udc00x\"", "must be valid Unicode text" },
        { "title", $"\"{new string('x', 201)}\"", "must have at most 200 characters" },
        { "description", "7", "must be a string" },
        { "description", "\"\\u0000\"", "must not contain the character U+0000" },
        { "description", "\"\\ud83d\"", "must be valid Unicode text" },
        { "description", $"\"{new string('x', 10_001)}\"", "must have at most 10000 characters" },
        { "status", "\"todo\"", Statuses },
        { "status", "\"\"", Statuses },
        { "status", "0", Statuses },
        { "status", "[\"TODO\"]", Statuses },
        { "status", "\"\\ud800\"", Statuses },
        { "priority", "\"URGENT\"", Priorities },
        { "priority", "1", Priorities },
        { "due_date", "7", Due },
        { "due_date", "true", Due },
        { "due_date", "\"\"", Due },
        { "due_date", "\"tomorrow\"", Due },
        { "due_date", "\"2026-02-30T10:00:00Z\"", Due },
        { "due_date", "\"2026-13-01T10:00:00Z\"", Due },
        { "due_date", "\"2026-12-31T24:00:01Z\"", Due },
        { "due_date", "\"10000-01-01T00:00:00Z\"", Due },
        { "due_date", "\"0000-01-01T00:00:00Z\"", Due },
        { "due_date", "\"0001-01-01T00:00:00+14:00\"", Due },
        { "due_date", "\"9999-12-31T23:59:59-12:00\"", Due },
        { "due_date", "\"\\ud800\"", Due },
        { "tags", "\"backend\"", "must be a list" },
        { "tags", "{}", "must be a list" },
        { "tags.0", "[7]", "must be a string" },
        { "tags.1", "[\"a\", null]", "must be a string" },
        { "tags.1", "[\"a\", \" \"]", "must not be empty" },
        { "tags.0", "[\"\\u0000\"]", "must not contain the character U+0000" },
        { "tags.0", "[\"\\udfff\"]", "must be valid Unicode text" },
        { "tags.0", $"[\"{new string('x', 51)}\"]", "must have at most 50 characters" },
        { "tags", $"[{string.Join(',', Enumerable.Range(0, 21).Select(i => $"\"t{i}\""))}]", "must have at most 20 different tags" },
    };

    [Theory]
    [MemberData(nameof(TaskFaults))]
    public async Task An_invalid_member_of_a_task_is_reported_by_name(string field, string value, string message)
    {
        var person = await api.PersonAsync();
        var id = await person.TaskAsync();
        var name = field.Split('.')[0];
        var body = name == "title" ? $$"""{"title": {{value}}}""" : $$"""{"title": "x", "{{name}}": {{value}}}""";
        var expected = Invalid($$"""{"{{field}}": ["{{message}}"]}""");

        await (await person.PostAsync("/tasks", body)).ShouldBeAsync(HttpStatusCode.BadRequest, expected);
        await (await person.PutAsync($"/tasks/{id}", body)).ShouldBeAsync(HttpStatusCode.BadRequest, expected);
        await (await person.PatchAsync($"/tasks/{id}", $$"""{"{{name}}": {{value}}}""")).ShouldBeAsync(HttpStatusCode.BadRequest, expected);
    }

    [Fact]
    public async Task POST_and_PUT_refuse_a_task_without_a_title()
    {
        var person = await api.PersonAsync();
        var id = await person.TaskAsync();

        await (await person.PostAsync("/tasks", "{}")).ShouldBeAsync(HttpStatusCode.BadRequest, Invalid("""{"title": ["is required"]}"""));
        await (await person.PutAsync($"/tasks/{id}", """{"status": "DONE"}"""))
            .ShouldBeAsync(HttpStatusCode.BadRequest, Invalid("""{"title": ["is required"]}"""));
    }

    [Fact]
    public async Task All_faults_of_a_body_are_reported_together()
    {
        var person = await api.PersonAsync();

        var answer = await person.PostAsync(
            "/tasks", """{"title": "", "description": 1, "status": "x", "priority": null, "due_date": "x", "tags": [1, "ok", ""]}""");

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, Invalid($$"""
            {"title": ["must not be empty"], "description": ["must be a string"], "status": ["{{Statuses}}"], "due_date": ["{{Due}}"],
             "tags.0": ["must be a string"], "tags.2": ["must not be empty"]}
            """));
    }

    [Theory]
    [InlineData("2026-12-31T10:00:00", "2026-12-31T10:00:00.000Z")]
    [InlineData("2026-12-31T10:00", "2026-12-31T10:00:00.000Z")]
    [InlineData("2026-12-31 10:00:00", "2026-12-31T10:00:00.000Z")]
    [InlineData("2026-12-31", "2026-12-31T00:00:00.000Z")]
    [InlineData("2026-12-31T10:00:00.9999999Z", "2026-12-31T10:00:00.999Z")]
    [InlineData("2026-12-31T23:30:00-05:30", "2027-01-01T05:00:00.000Z")]
    [InlineData("1999-01-01T00:00:00Z", "1999-01-01T00:00:00.000Z")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z")]
    public async Task A_due_date_without_an_offset_is_UTC(string given, string stored)
    {
        var person = await api.PersonAsync();
        var task = await person.CreateAsync($$"""{"title": "x", "due_date": "{{given}}"}""");

        task["due_date"]!.GetValue<string>().ShouldBe(stored);
        (await (await person.GetAsync($"/tasks/{task["id"]}")).ReadAsync())["task"]!["due_date"]!.GetValue<string>().ShouldBe(stored);
    }

    [Fact]
    public async Task Lengths_are_counted_in_code_points()
    {
        var person = await api.PersonAsync();
        var (title, tag) = (string.Concat(Enumerable.Repeat("🙈", 200)), string.Concat(Enumerable.Repeat("🎉", 50)));

        var task = await person.CreateAsync(
            $$"""{"title": "{{title}}", "description": "{{new string('ß', 10_000)}}", "tags": ["{{tag}}"]}""");

        (task["title"]!.GetValue<string>(), task["tags"]![0]!.GetValue<string>()).ShouldBe((title, tag));
        (await person.PostAsync("/tasks", $$"""{"title": "{{title}}🙈"}""")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("/auth/register", "{}", """{"email": ["is required"], "password": ["is required"]}""")]
    [InlineData(
        "/auth/register", """{"email": 7, "password": [], "full_name": {}}""",
        """{"email": ["must be a string"], "password": ["must be a string"], "full_name": ["must be a string"]}""")]
    [InlineData(
        "/auth/register", """{"email": null, "password": null}""", """{"email": ["must be a string"], "password": ["must be a string"]}""")]
    [InlineData(
        "/auth/register", """{"email": "nobody", "password": "short"}""",
        """{"email": ["must be an e-mail address"], "password": ["must have at least 8 characters"]}""")]
    [InlineData("/auth/register", """{"email": "a@example.com\u0000", "password": "\u0000passwort"}""",
        """{"email": ["must not contain the character U+0000"], "password": ["must not contain the character U+0000"]}""")]
    [InlineData(
        "/auth/register", """{"email": "\ud800@example.com", "password": "\ud800 passwort"}""",
        """{"email": ["must be valid Unicode text"], "password": ["must be valid Unicode text"]}""")]
    [InlineData(
        "/auth/register", """{"email": "a@example.com", "password": "ääääääääääääääääääääääääääääääääääääx"}""",
        """{"password": ["must have at most 72 bytes in UTF-8"]}""")]
    [InlineData("/auth/login", "{}", """{"email": ["is required"], "password": ["is required"]}""")]
    [InlineData(
        "/auth/login", """{"email": "", "password": ""}""", """{"email": ["must not be empty"], "password": ["must not be empty"]}""")]
    [InlineData(
        "/auth/login", """{"email": ["a"], "password": 12345678}""",
        """{"email": ["must be a string"], "password": ["must be a string"]}""")]
    [InlineData(
        "/auth/login", """{"email": "a\u0000", "password": "a\u0000"}""",
        """{"email": ["must not contain the character U+0000"], "password": ["must not contain the character U+0000"]}""")]
    [InlineData("/auth/refresh", "{}", """{"refresh_token": ["is required"]}""")]
    [InlineData("/auth/refresh", """{"refresh_token": ""}""", """{"refresh_token": ["must not be empty"]}""")]
    [InlineData("/auth/refresh", """{"refresh_token": null}""", """{"refresh_token": ["must be a string"]}""")]
    [InlineData("/auth/refresh", """{"refresh_token": "a\u0000"}""", """{"refresh_token": ["must not contain the character U+0000"]}""")]
    [InlineData("/auth/logout", """{"refresh_token": 7}""", """{"refresh_token": ["must be a string"]}""")]
    [InlineData("/auth/change-password", "{}", """{"current_password": ["is required"], "new_password": ["is required"]}""")]
    [InlineData(
        "/auth/change-password", """{"current_password": 1, "new_password": "short"}""",
        """{"current_password": ["must be a string"], "new_password": ["must have at least 8 characters"]}""")]
    public async Task An_invalid_member_of_an_account_is_reported_by_name(string path, string body, string details)
    {
        var person = await api.PersonAsync();

        await (await person.PostAsync(path, body)).ShouldBeAsync(HttpStatusCode.BadRequest, Invalid(details));
    }

    [Theory]
    [InlineData("ääääääääääääääääääääääääääääääääääää")]
    [InlineData(" spaces around ")]
    [InlineData("emoji 🙈🙉🙊")]
    public async Task A_password_is_used_byte_for_byte(string password)
    {
        var email = $"{Guid.NewGuid():N}@example.com";
        await (await api.PostAsync("/auth/register", $$"""{"email": "{{email}}", "password": "{{password}}"}"""))
            .ReadAsync(HttpStatusCode.Created);

        (await api.PostAsync("/auth/login", $$"""{"email": "{{email}}", "password": "{{password}}"}"""))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await api.PostAsync("/auth/login", $$"""{"email": "{{email}}", "password": "{{password.Trim()}}x"}"""))
            .StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_last_of_two_equal_members_counts()
    {
        var person = await api.PersonAsync();

        (await person.CreateAsync("""{"title": 7, "title": "last"}"""))["title"]!.GetValue<string>().ShouldBe("last");
    }

    private static string Invalid(string details) =>
        new JsonObject
        {
            ["error"] = new JsonObject
            {
                ["code"] = "VALIDATION_ERROR",
                ["message"] = "The request is not valid",
                ["details"] = JsonNode.Parse(details),
                ["correlation_id"] = "*",
            },
        }.ToJsonString();
}

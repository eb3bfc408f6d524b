using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerMicro.Tasks;

/// <summary>Invalid members of a task, and valid ones at the limits.</summary>
public sealed class FieldTests(Micro micro) : IClassFixture<Micro>
{
    private const string Due = "must be an ISO 8601 date and time, e.g. 2025-12-31T10:00:00Z";
    private const string Statuses = "must be one of todo, in_progress, done";
    private const string Priorities = "must be one of low, medium, high";

    /// <summary>A member, its value, the message and its type.</summary>
    public static TheoryData<string, string, string, string> Faults { get; } = new()
    {
        { "title", "7", "must be a string", "string_type" },
        { "title", "[\"x\"]", "must be a string", "string_type" },
        { "title", "null", "must be a string", "string_type" },
        { "title", "\"\"", "must not be empty", "string_too_short" },
        { "title", "\" \\t\\n \"", "must not be empty", "string_too_short" },
        { "title", "\"\\u200b\"", "must not be empty", "string_too_short" },
        { "title", "\"a\\u0000b\"", "must not contain the character U+0000", "value_error" },
        { "title", "\"\\ud800\"", "must be valid Unicode text", "string_unicode" },
        { "title", $"\"{new string('x', 256)}\"", "must have at most 255 characters", "string_too_long" },
        { "description", "7", "must be a string", "string_type" },
        { "description", "\"\\u0000\"", "must not contain the character U+0000", "value_error" },
        { "description", $"\"{new string('x', 10_001)}\"", "must have at most 10000 characters", "string_too_long" },
        { "status", "\"TODO\"", Statuses, "enum" },
        { "status", "\"\"", Statuses, "enum" },
        { "status", "0", Statuses, "enum" },
        { "status", "[\"todo\"]", Statuses, "enum" },
        { "status", "\"\\ud800\"", Statuses, "enum" },
        { "priority", "\"urgent\"", Priorities, "enum" },
        { "priority", "1", Priorities, "enum" },
        { "is_completed", "\"true\"", "must be true or false", "bool_type" },
        { "is_completed", "1", "must be true or false", "bool_type" },
        { "is_completed", "[]", "must be true or false", "bool_type" },
        { "due_date", "7", Due, "datetime_parsing" },
        { "due_date", "\"\"", Due, "datetime_parsing" },
        { "due_date", "\"tomorrow\"", Due, "datetime_parsing" },
        { "due_date", "\"2026-02-30T10:00:00Z\"", Due, "datetime_parsing" },
        { "due_date", "\"10000-01-01T00:00:00Z\"", Due, "datetime_parsing" },
        { "due_date", "\"0001-01-01T00:00:00+14:00\"", Due, "datetime_parsing" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task An_invalid_member_is_reported_by_name(string field, string value, string message, string type)
    {
        var user = await micro.UserAsync();
        var id = await user.TaskAsync();
        var body = field == "title" ? $$"""{"title": {{value}}}""" : $$"""{"title": "x", "{{field}}": {{value}}}""";
        var expected = Refusal.Invalid($"""["body", "{field}"]""", message, type);

        await (await user.PostAsync("/tasks/", body)).ShouldBeAsync(HttpStatusCode.UnprocessableEntity, expected);
        await (await user.PutAsync($"/tasks/{id}", body)).ShouldBeAsync(HttpStatusCode.UnprocessableEntity, expected);
    }

    [Fact]
    public async Task A_new_task_needs_a_title()
    {
        var user = await micro.UserAsync();

        await (await user.PostAsync("/tasks/", """{"status": "done"}""")).ShouldBeAsync(
            HttpStatusCode.UnprocessableEntity, Refusal.Invalid("""["body", "title"]""", "is required", "missing"));
    }

    [Fact]
    public async Task Lengths_are_counted_in_code_points()
    {
        var user = await micro.UserAsync();
        var title = string.Concat(Enumerable.Repeat("🙈", 255));

        var task = await user.CreateAsync($$"""{"title": "{{title}}", "description": "{{new string('ß', 10_000)}}"}""");

        task["title"]!.GetValue<string>().ShouldBe(title);
        (await user.PostAsync("/tasks/", $$"""{"title": "{{title}}🙈"}""")).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory]
    [InlineData("2026-12-31T10:00:00", "2026-12-31T10:00:00.000Z")]
    [InlineData("2026-12-31t10:00:00.9999999z", "2026-12-31T10:00:00.999Z")]
    [InlineData("2026-12-31T23:30:00-0530", "2027-01-01T05:00:00.000Z")]
    [InlineData("2026-12-31T10:00:00+01", "2026-12-31T09:00:00.000Z")]
    public async Task A_due_date_is_answered_in_UTC(string given, string answered)
    {
        var user = await micro.UserAsync();
        var task = await user.CreateAsync($$"""{"title": "x", "due_date": "{{given}}"}""");

        task["due_date"]!.GetValue<string>().ShouldBe(answered);
        (await (await user.GetAsync($"/tasks/{task["id"]}")).ReadAsync())["due_date"]!.GetValue<string>().ShouldBe(answered);
    }

    [Fact]
    public async Task The_last_of_two_equal_members_counts() =>
        (await (await micro.UserAsync()).CreateAsync("""{"title": 7, "title": "last"}"""))["title"]!.GetValue<string>().ShouldBe("last");
}

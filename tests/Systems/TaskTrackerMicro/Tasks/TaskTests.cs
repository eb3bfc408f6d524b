using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerMicro.Tasks;

/// <summary>Document 001, "Task Service": creating, reading and deleting a task.</summary>
public sealed class TaskTests(Micro micro) : IClassFixture<Micro>
{
    [Fact]
    public async Task A_task_with_every_field_is_returned_as_stored()
    {
        var user = await micro.UserAsync();

        var answer = await user.PostAsync("/tasks/", """
            {"title": "  Complete project ", "description": "Finish microservices implementation", "status": "in_progress",
             "priority": "high", "due_date": "2026-12-31T10:00:00.1239+02:00"}
            """);

        await answer.ShouldBeAsync(HttpStatusCode.Created, $$"""
            {"id": "*", "title": "Complete project", "description": "Finish microservices implementation", "status": "in_progress",
             "priority": "high", "is_completed": false, "due_date": "2026-12-31T08:00:00.123Z", "owner_id": {{user.Id}},
             "created_at": "*", "updated_at": "*"}
            """);
    }

    [Theory]
    [InlineData("""{"title": "Water the plants"}""")]
    [InlineData("""
        {"title": "Water the plants", "description": null, "status": null, "priority": null, "is_completed": null, "due_date": null}
        """)]
    [InlineData("""{"title": "Water the plants", "unknown": {"id": 1}, "id": 7, "owner_id": 1}""")]
    public async Task A_task_with_only_a_title_has_the_defaults(string body)
    {
        var user = await micro.UserAsync();

        await (await user.PostAsync("/tasks/", body)).ShouldBeAsync(HttpStatusCode.Created, $$"""
            {"id": "*", "title": "Water the plants", "description": null, "status": "todo", "priority": "medium", "is_completed": false,
             "due_date": null, "owner_id": {{user.Id}}, "created_at": "*", "updated_at": "*"}
            """);
    }

    [Theory]
    [InlineData("""{"title": "x", "is_completed": true}""", "done", true)]
    [InlineData("""{"title": "x", "is_completed": false}""", "todo", false)]
    [InlineData("""{"title": "x", "status": "done"}""", "done", true)]
    [InlineData("""{"title": "x", "status": "todo", "is_completed": true}""", "todo", false)]
    [InlineData("""{"title": "x", "status": "in_progress", "is_completed": true}""", "in_progress", false)]
    [InlineData("""{"title": "x", "status": "done", "is_completed": false}""", "done", true)]
    public async Task A_new_task_is_completed_if_and_only_if_done(string body, string status, bool isCompleted)
    {
        var task = await (await micro.UserAsync()).CreateAsync(body);

        (task["status"]!.GetValue<string>(), task["is_completed"]!.GetValue<bool>()).ShouldBe((status, isCompleted));
    }

    [Fact]
    public async Task Location_leads_to_the_new_task()
    {
        var user = await micro.UserAsync();
        var created = await user.PostAsync("/tasks/", """{"title": "Water the plants"}""");
        var task = await created.ReadAsync(HttpStatusCode.Created);

        created.Headers.Location!.ToString().ShouldBe($"/api/v1/tasks/{task["id"]}");
        await (await user.GetAsync($"/tasks/{task["id"]}")).ShouldBeAsync(HttpStatusCode.OK, task.ToJsonString());
    }

    [Fact]
    public async Task A_trailing_slash_names_the_same_resource()
    {
        var user = await micro.UserAsync();
        var id = (await (await user.PostAsync("/tasks", """{"title": "x"}""")).ReadAsync(HttpStatusCode.Created))["id"];

        foreach (var path in new[] { "/tasks", "/tasks/", $"/tasks/{id}", $"/tasks/{id}/", "/tasks/stats/", "/stats", "/stats/", "/auth/me/" })
        {
            (await user.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK, path);
        }
    }

    [Fact]
    public async Task Ids_rise_with_the_time_of_creation()
    {
        var user = await micro.UserAsync();
        var first = await user.TaskAsync();

        (await user.TaskAsync()).ShouldBeGreaterThan(first);
    }

    [Fact]
    public async Task Another_users_task_does_not_exist()
    {
        var owner = await micro.UserAsync();
        var task = await owner.CreateAsync();
        var other = await micro.UserAsync();
        HttpResponseMessage[] answers =
        [
            await other.GetAsync($"/tasks/{task["id"]}"),
            await other.PutAsync($"/tasks/{task["id"]}", """{"title": "Mine now"}"""),
            await other.PatchAsync($"/tasks/{task["id"]}/complete"),
            await other.PatchAsync($"/tasks/{task["id"]}/incomplete"),
            await other.DeleteAsync($"/tasks/{task["id"]}"),
        ];

        foreach (var answer in answers)
        {
            await answer.ShouldBeAsync(HttpStatusCode.NotFound, Refusal.TaskNotFound);
        }

        await (await owner.GetAsync($"/tasks/{task["id"]}")).ShouldBeAsync(HttpStatusCode.OK, task.ToJsonString());
        await (await other.GetAsync("/tasks/"))
            .ShouldBeAsync(HttpStatusCode.OK, """{"tasks": [], "total": 0, "skip": 0, "limit": 100}""");
    }

    [Fact]
    public async Task A_deleted_task_is_not_found()
    {
        var user = await micro.UserAsync();
        var id = await user.TaskAsync();

        var answer = await user.DeleteAsync($"/tasks/{id}");

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
        await (await user.GetAsync($"/tasks/{id}")).ShouldBeAsync(HttpStatusCode.NotFound, Refusal.TaskNotFound);
        await (await user.DeleteAsync($"/tasks/{id}")).ShouldBeAsync(HttpStatusCode.NotFound, Refusal.TaskNotFound);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("-99999999999999999999999999999999999999")]
    public async Task A_number_that_no_task_has_is_not_found(string id) =>
        await ShouldAllAnswerAsync(id, HttpStatusCode.NotFound, Refusal.TaskNotFound);

    [Theory]
    [InlineData("abc")]
    [InlineData("1.0")]
    [InlineData("1e2")]
    [InlineData("0x1")]
    [InlineData("1,000")]
    [InlineData("%D9%A1")]
    [InlineData("%F0%9F%99%88")]
    [InlineData("'%20or%20'1'='1")]
    [InlineData("0199c2f4-b1d0-7cc0-9c1d-0ac0b7d3f8aa")]
    public async Task An_id_that_is_no_whole_number_is_a_422(string id) => await ShouldAllAnswerAsync(
        id, HttpStatusCode.UnprocessableEntity, Refusal.Invalid("""["path", "task_id"]""", "must be a whole number", "int_parsing"));

    [Fact]
    public async Task An_escaped_digit_is_a_digit()
    {
        var user = await micro.UserAsync();
        var task = await user.CreateAsync();
        var escaped = string.Concat($"{task["id"]}".Select(digit => $"%3{digit}"));

        await (await user.GetAsync($"/tasks/{escaped}")).ShouldBeAsync(HttpStatusCode.OK, task.ToJsonString());
    }

    [Fact]
    public async Task Faults_of_the_id_and_the_body_are_reported_together()
    {
        var user = await micro.UserAsync();

        await (await user.PutAsync("/tasks/abc", """{"title": ""}""")).ShouldBeAsync(HttpStatusCode.UnprocessableEntity, Refusal.Faults(
            JsonNode.Parse("""{"loc": ["path", "task_id"], "msg": "must be a whole number", "type": "int_parsing"}""")!,
            JsonNode.Parse("""{"loc": ["body", "title"], "msg": "must not be empty", "type": "string_too_short"}""")!));
    }

    private async Task ShouldAllAnswerAsync(string id, HttpStatusCode status, string body)
    {
        var user = await micro.UserAsync();
        HttpResponseMessage[] answers =
        [
            await user.GetAsync($"/tasks/{id}"),
            await user.PutAsync($"/tasks/{id}", """{"title": "Any"}"""),
            await user.PatchAsync($"/tasks/{id}/complete"),
            await user.PatchAsync($"/tasks/{id}/incomplete"),
            await user.DeleteAsync($"/tasks/{id}"),
        ];
        foreach (var answer in answers)
        {
            await answer.ShouldBeAsync(status, body);
        }
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerMicro.Tasks;

/// <summary>Document 001, "Task Service": <c>PUT</c>, <c>complete</c> and <c>incomplete</c>.</summary>
public sealed class ChangeTests(Micro micro) : IClassFixture<Micro>
{
    private const string Full =
        """
        {"title": "Complete project", "description": "Finish it", "status": "in_progress", "priority": "high",
         "due_date": "2026-12-31T10:00:00Z"}
        """;

    [Fact]
    public async Task PUT_changes_only_what_is_given()
    {
        var user = await micro.UserAsync();
        var task = await user.CreateAsync(Full);

        await (await user.PutAsync($"/tasks/{task["id"]}", """{"title": "Ship it", "priority": "low"}"""))
            .ShouldBeAsync(HttpStatusCode.OK, $$"""
                {"id": {{task["id"]}}, "title": "Ship it", "description": "Finish it", "status": "in_progress", "priority": "low",
                 "is_completed": false, "due_date": "2026-12-31T10:00:00.000Z", "owner_id": {{user.Id}},
                 "created_at": {{task["created_at"]!.ToJsonString()}}, "updated_at": "*"}
                """);
    }

    [Fact]
    public async Task Null_clears_description_and_due_date()
    {
        var user = await micro.UserAsync();
        var task = await user.CreateAsync(Full);

        var changed = await (await user.PutAsync($"/tasks/{task["id"]}", """{"description": null, "due_date": null}""")).ReadAsync();

        (changed["description"], changed["due_date"]).ShouldBe((null, null));
        changed["title"]!.GetValue<string>().ShouldBe("Complete project");
    }

    [Fact]
    public async Task A_change_without_effect_keeps_the_task_as_it_is()
    {
        var user = await micro.UserAsync();
        var task = await user.CreateAsync(Full);

        await (await user.PutAsync($"/tasks/{task["id"]}", "{}")).ShouldBeAsync(HttpStatusCode.OK, task.ToJsonString());
        await (await user.PutAsync($"/tasks/{task["id"]}", """{"is_completed": false, "title": " Complete project "}"""))
            .ShouldBeAsync(HttpStatusCode.OK, task.ToJsonString());
    }

    /// <summary>The status before, the body of a PUT, and the status after.</summary>
    public static TheoryData<string, string, string> Completions { get; } = new()
    {
        { "todo", """{"is_completed": true}""", "done" },
        { "in_progress", """{"is_completed": true}""", "done" },
        { "done", """{"is_completed": true}""", "done" },
        { "todo", """{"is_completed": false}""", "todo" },
        { "in_progress", """{"is_completed": false}""", "in_progress" },
        { "done", """{"is_completed": false}""", "todo" },
        { "todo", """{"status": "done", "is_completed": false}""", "done" },
        { "done", """{"status": "in_progress", "is_completed": true}""", "in_progress" },
        { "done", """{"status": "todo", "is_completed": true}""", "todo" },
        { "done", """{"title": "other"}""", "done" },
    };

    [Theory]
    [MemberData(nameof(Completions))]
    public async Task Status_wins_over_is_completed(string before, string body, string after)
    {
        var user = await micro.UserAsync();
        var id = await user.TaskAsync($$"""{"title": "x", "status": "{{before}}"}""");

        var changed = await (await user.PutAsync($"/tasks/{id}", body)).ReadAsync();

        (changed["status"]!.GetValue<string>(), changed["is_completed"]!.GetValue<bool>()).ShouldBe((after, after == "done"));
        await (await user.GetAsync($"/tasks/{id}")).ShouldBeAsync(HttpStatusCode.OK, changed.ToJsonString());
    }

    [Theory]
    [InlineData("todo")]
    [InlineData("in_progress")]
    [InlineData("done")]
    public async Task Complete_sets_done_and_incomplete_sets_todo(string before)
    {
        var user = await micro.UserAsync();
        var id = await user.TaskAsync($$"""{"title": "x", "status": "{{before}}"}""");

        var completed = await (await user.PatchAsync($"/tasks/{id}/complete")).ReadAsync();
        var incompleted = await (await user.PatchAsync($"/tasks/{id}/incomplete")).ReadAsync();

        (completed["status"]!.GetValue<string>(), completed["is_completed"]!.GetValue<bool>()).ShouldBe(("done", true));
        (incompleted["status"]!.GetValue<string>(), incompleted["is_completed"]!.GetValue<bool>()).ShouldBe(("todo", false));
        (completed["title"]!.GetValue<string>(), incompleted["id"]!.GetValue<long>()).ShouldBe(("x", id));
    }

    [Fact]
    public async Task Incomplete_sets_a_started_task_to_todo()
    {
        var user = await micro.UserAsync();
        var id = await user.TaskAsync("""{"title": "x", "status": "in_progress"}""");

        (await (await user.PatchAsync($"/tasks/{id}/incomplete")).ReadAsync())["status"]!.GetValue<string>().ShouldBe("todo");
    }

    [Fact]
    public async Task Simultaneous_changes_of_different_fields_are_all_kept()
    {
        var user = await micro.UserAsync();
        var id = await user.TaskAsync();

        await Task.WhenAll(
            user.PutAsync($"/tasks/{id}", """{"title": "new"}"""),
            user.PutAsync($"/tasks/{id}", """{"description": "new"}"""),
            user.PutAsync($"/tasks/{id}", """{"priority": "high"}"""),
            user.PatchAsync($"/tasks/{id}/complete"));

        var task = await (await user.GetAsync($"/tasks/{id}")).ReadAsync();
        new[] { "title", "description", "priority", "status" }.Select(name => task[name]!.GetValue<string>())
            .ShouldBe(["new", "new", "high", "done"]);
    }

    [Theory]
    [InlineData("title", "must be a string", "string_type")]
    [InlineData("status", "must be one of todo, in_progress, done", "enum")]
    [InlineData("priority", "must be one of low, medium, high", "enum")]
    [InlineData("is_completed", "must be true or false", "bool_type")]
    public async Task Null_is_refused_where_nothing_can_be_cleared(string field, string message, string type)
    {
        var user = await micro.UserAsync();
        var id = await user.TaskAsync();

        await (await user.PutAsync($"/tasks/{id}", new JsonObject { [field] = null }.ToJsonString())).ShouldBeAsync(
            HttpStatusCode.UnprocessableEntity, Refusal.Invalid($"""["body", "{field}"]""", message, type));
    }
}

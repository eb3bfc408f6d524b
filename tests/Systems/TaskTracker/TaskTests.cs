using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>Creating, reading and deleting a task (document 002 §4.3, §5.4).</summary>
public sealed class TaskTests(Api api) : IClassFixture<Api>
{
    private const string NotFound =
        """{"error": {"code": "TASK_NOT_FOUND", "message": "Task not found", "details": {}, "correlation_id": "*"}}""";
    private const string NotOwner =
        """{"error": {"code": "FORBIDDEN", "message": "Only the owner of a task can change it", "details": {}, "correlation_id": "*"}}""";

    [Fact]
    public async Task A_task_with_every_field_is_returned_as_stored()
    {
        var person = await api.PersonAsync();

        var answer = await person.PostAsync("/tasks", """
            {"title": "  Repair the pump ", "description": "Before winter", "status": "BLOCKED", "priority": "HIGH",
             "due_date": "2026-12-31T10:00:00.1239+02:00", "tags": ["Urgent", " backend ", "URGENT"]}
            """);

        await answer.ShouldBeAsync(HttpStatusCode.Created, $$"""
            {"id": "*", "owner_id": "{{person.Id}}", "owner_email": "{{person.Email}}", "title": "Repair the pump", "description": "Before winter", "status": "BLOCKED",
             "priority": "HIGH", "due_date": "2026-12-31T08:00:00.123Z", "tags": ["backend", "urgent"], "attachment_count": 0, "created_at": "*", "updated_at": "*", "version": "*"}
            """);
    }

    [Theory]
    [InlineData("""{"title": "Repair the pump"}""")]
    [InlineData("""{"title": "Repair the pump", "description": null, "status": null, "priority": null, "due_date": null, "tags": null}""")]
    [InlineData("""{"title": "Repair the pump", "tags": [], "unknown": {"id": 1}, "id": 7, "owner_id": "me"}""")]
    public async Task A_task_with_only_a_title_has_the_defaults(string body)
    {
        var person = await api.PersonAsync();

        var answer = await person.PostAsync("/tasks", body);

        await answer.ShouldBeAsync(HttpStatusCode.Created, $$"""
            {"id": "*", "owner_id": "{{person.Id}}", "owner_email": "{{person.Email}}", "title": "Repair the pump", "description": null, "status": "TODO",
             "priority": "MEDIUM", "due_date": null, "tags": [], "attachment_count": 0, "created_at": "*", "updated_at": "*", "version": "*"}
            """);
    }

    [Fact]
    public async Task Location_leads_to_the_new_task()
    {
        var person = await api.PersonAsync();
        var created = await person.PostAsync("/tasks", """{"title": "Repair the pump", "tags": ["a"]}""");
        var task = await created.ReadAsync(HttpStatusCode.Created);

        created.Headers.Location!.ToString().ShouldBe($"/api/v1/tasks/{task["id"]}");
        await (await person.GetAsync(created.Headers.Location.ToString()["/api/v1".Length..]))
            .ShouldBeAsync(HttpStatusCode.OK, $$"""{"task": {{task.ToJsonString()}}, "attachments": []}""");
    }

    [Fact]
    public async Task A_trailing_slash_names_the_same_resource()
    {
        var person = await api.PersonAsync();
        var task = await (await person.PostAsync("/tasks/", """{"title": "Repair the pump"}""")).ReadAsync(HttpStatusCode.Created);

        (await person.GetAsync($"/tasks/{task["id"]}/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await person.GetAsync("/tasks/?page_size=1")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await person.GetAsync("/auth/me/")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Every_authenticated_user_reads_every_task()
    {
        var owner = await api.PersonAsync();
        var task = await owner.CreateAsync("""{"title": "Repair the pump"}""");
        var reader = await api.PersonAsync();

        await (await reader.GetAsync($"/tasks/{task["id"]}"))
            .ShouldBeAsync(HttpStatusCode.OK, $$"""{"task": {{task.ToJsonString()}}, "attachments": []}""");
    }

    [Fact]
    public async Task Another_users_task_cannot_be_changed_or_deleted()
    {
        var owner = await api.PersonAsync();
        var task = await owner.CreateAsync("""{"title": "Repair the pump"}""");
        var other = await api.PersonAsync();

        await (await other.PutAsync($"/tasks/{task["id"]}", """{"title": "Mine now"}""")).ShouldBeAsync(HttpStatusCode.Forbidden, NotOwner);
        await (await other.PatchAsync($"/tasks/{task["id"]}", """{"title": "Mine now"}"""))
            .ShouldBeAsync(HttpStatusCode.Forbidden, NotOwner);
        await (await other.DeleteAsync($"/tasks/{task["id"]}")).ShouldBeAsync(HttpStatusCode.Forbidden, NotOwner);

        await (await owner.GetAsync($"/tasks/{task["id"]}"))
            .ShouldBeAsync(HttpStatusCode.OK, $$"""{"task": {{task.ToJsonString()}}, "attachments": []}""");
    }

    [Fact]
    public async Task A_deleted_task_is_not_found()
    {
        var person = await api.PersonAsync();
        var id = await person.TaskAsync();

        var answer = await person.DeleteAsync($"/tasks/{id}");

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
        await (await person.GetAsync($"/tasks/{id}")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        await (await person.DeleteAsync($"/tasks/{id}")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
    }

    [Theory]
    [InlineData("0199c2f4-b1d0-7cc0-9c1d-0ac0b7d3f8aa")]
    [InlineData("0199c2f4b1d07cc09c1d0ac0b7d3f8aa")]
    [InlineData("{0199c2f4-b1d0-7cc0-9c1d-0ac0b7d3f8aa}")]
    [InlineData("7")]
    [InlineData("%F0%9F%99%88")]
    [InlineData("'%20or%20'1'='1")]
    public async Task An_unknown_or_malformed_id_is_not_found(string id)
    {
        var person = await api.PersonAsync();

        await (await person.GetAsync($"/tasks/{id}")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        await (await person.PutAsync($"/tasks/{id}", """{"title": "Any"}""")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        await (await person.PatchAsync($"/tasks/{id}", """{"title": "Any"}""")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        await (await person.DeleteAsync($"/tasks/{id}")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
    }

    [Fact]
    public async Task An_id_is_case_insensitive()
    {
        var person = await api.PersonAsync();
        var id = await person.TaskAsync();

        (await person.GetAsync($"/tasks/{id.ToUpperInvariant()}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>PUT and PATCH (document 002 §5.4).</summary>
public sealed class TaskChangeTests(Api api) : IClassFixture<Api>
{
    private const string Full =
        """{"title": "Repair the pump", "description": "Before winter", "status": "BLOCKED", "priority": "HIGH", "due_date": "2026-12-31T10:00:00Z", "tags": ["urgent"]}""";

    [Fact]
    public async Task PUT_sets_omitted_fields_to_their_defaults()
    {
        var person = await api.PersonAsync();
        var id = await person.TaskAsync(Full);

        var answer = await person.PutAsync($"/tasks/{id}", """{"title": "Replace the pump"}""");

        await answer.ShouldBeAsync(HttpStatusCode.OK, Task(person, id, "Replace the pump", "null", "TODO", "MEDIUM", "null", "[]"));
    }

    [Fact]
    public async Task PUT_replaces_all_fields()
    {
        var person = await api.PersonAsync();
        var id = await person.TaskAsync();

        var answer = await person.PutAsync($"/tasks/{id}", Full);

        await answer.ShouldBeAsync(
            HttpStatusCode.OK,
            Task(person, id, "Repair the pump", "\"Before winter\"", "BLOCKED", "HIGH", "\"2026-12-31T10:00:00.000Z\"", "[\"urgent\"]"));
    }

    [Fact]
    public async Task PATCH_changes_only_the_given_fields()
    {
        var person = await api.PersonAsync();
        var id = await person.TaskAsync(Full);

        var answer = await person.PatchAsync($"/tasks/{id}", """{"status": "DONE"}""");

        await answer.ShouldBeAsync(
            HttpStatusCode.OK,
            Task(person, id, "Repair the pump", "\"Before winter\"", "DONE", "HIGH", "\"2026-12-31T10:00:00.000Z\"", "[\"urgent\"]"));
    }

    [Fact]
    public async Task PATCH_with_nulls_clears_description_due_date_and_tags()
    {
        var person = await api.PersonAsync();
        var id = await person.TaskAsync(Full);

        var answer = await person.PatchAsync($"/tasks/{id}", """{"description": null, "due_date": null, "tags": null}""");

        await answer.ShouldBeAsync(HttpStatusCode.OK, Task(person, id, "Repair the pump", "null", "BLOCKED", "HIGH", "null", "[]"));
    }

    [Fact]
    public async Task PATCH_with_null_for_title_status_or_priority_is_refused()
    {
        var person = await api.PersonAsync();
        var id = await person.TaskAsync(Full);

        var answer = await person.PatchAsync($"/tasks/{id}", """{"title": null, "status": null, "priority": null}""");

        await answer.ShouldBeAsync(HttpStatusCode.BadRequest, """
            {"error": {"code": "VALIDATION_ERROR", "message": "The request is not valid", "correlation_id": "*", "details": {
             "title": ["must be a string"], "status": ["must be one of TODO, IN_PROGRESS, BLOCKED, DONE"], "priority": ["must be one of LOW, MEDIUM, HIGH, CRITICAL"]}}}
            """);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData(
        """{"title": " Repair the pump ", "status": "BLOCKED", "tags": ["URGENT", "urgent"], "due_date": "2026-12-31T12:00:00+02:00"}""")]
    [InlineData("""{"owner_id": "0199c2f4-b1d0-7cc0-9c1d-0ac0b7d3f8aa", "created_at": null, "attachment_count": 7}""")]
    public async Task A_PATCH_without_effect_changes_and_audits_nothing(string body)
    {
        var person = await api.PersonAsync();
        var task = await person.CreateAsync(Full);

        await (await person.PatchAsync($"/tasks/{task["id"]}", body)).ShouldBeAsync(HttpStatusCode.OK, task.ToJsonString());

        (await EventsAsync(task)).Select(row => row!["event_type"]!.GetValue<string>()).ShouldBe(["TASK_CREATED"]);
    }

    [Fact]
    public async Task A_change_updates_updated_at_but_not_created_at()
    {
        var person = await api.PersonAsync();
        var task = await person.CreateAsync(Full);

        var changed = await (await person.PatchAsync($"/tasks/{task["id"]}", """{"title": "Replace the pump"}""")).ReadAsync();

        changed["created_at"]!.GetValue<string>().ShouldBe(task["created_at"]!.GetValue<string>());
        string.CompareOrdinal(changed["updated_at"]!.GetValue<string>(), task["updated_at"]!.GetValue<string>()).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Creating_changing_and_deleting_are_audited()
    {
        var person = await api.PersonAsync();
        var task = await person.CreateAsync(Full);
        await person.PatchAsync(
            $"/tasks/{task["id"]}", """{"title": "Replace the pump", "due_date": null, "tags": ["b", "a"], "priority": "HIGH"}""");
        await person.DeleteAsync($"/tasks/{task["id"]}");

        var rows = await EventsAsync(task);

        rows.Select(row => row!["event_type"]!.GetValue<string>()).ShouldBe(["TASK_CREATED", "TASK_UPDATED", "TASK_DELETED"]);
        rows.ShouldAllBe(row => row!["user_id"]!.GetValue<Guid>() == person.Id);
        JsonNode.DeepEquals(rows[1]!["details"], JsonNode.Parse("""
            {"changes": {"title": {"from": "Repair the pump", "to": "Replace the pump"}, "due_date": {"from": "2026-12-31T10:00:00.000Z", "to": null},
             "tags": {"from": ["urgent"], "to": ["a", "b"]}}}
            """)).ShouldBeTrue(rows[1]!.ToJsonString());
    }

    [Fact]
    public async Task A_failed_audit_undoes_the_change()
    {
        await using var own = await Api.StartAsync();
        var person = await own.PersonAsync();
        var id = await person.TaskAsync();
        // A server answers 57P03 when it accepts no connections: for the service that is an outage and not a fault.
        await own.ExecuteAsync("""
            create function fail() returns trigger language plpgsql as $$ begin raise exception 'no' using errcode = '57P03'; end $$;
            create trigger fail before insert on audit_events for each row execute function fail();
            """);

        (await person.PatchAsync($"/tasks/{id}", """{"title": "Lost"}""")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await person.DeleteAsync($"/tasks/{id}")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await person.PostAsync("/tasks", """{"title": "Lost"}""")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);

        (await own.RowsAsync("select title from tasks")).ToJsonString().ShouldBe("""[{"title":"Water the plants"}]""");
        (await (await person.GetAsync("/tasks")).ReadAsync())["total"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("update audit_events set event_type = 'LOGIN'")]
    [InlineData("delete from audit_events")]
    [InlineData("truncate audit_events")]
    public async Task The_database_refuses_to_change_the_audit_log(string sql)
    {
        await api.PersonAsync();

        var refusal = await Should.ThrowAsync<Npgsql.PostgresException>(() => api.ExecuteAsync(sql));

        refusal.MessageText.ShouldBe("audit_events is append-only");
    }

    private Task<JsonArray> EventsAsync(JsonNode task) =>
        api.RowsAsync(
            "select event_type, user_id, details from audit_events where task_id = $1 order by created_at, id",
            Guid.Parse(task["id"]!.GetValue<string>()));

    private static string Task(
        Person person, string id, string title, string description, string status, string priority, string due, string tags) => $$"""
        {"id": "{{id}}", "owner_id": "{{person.Id}}", "owner_email": "{{person.Email}}", "title": "{{title}}", "description": {{description}}, "status": "{{status}}",
         "priority": "{{priority}}", "due_date": {{due}}, "tags": {{tags}}, "attachment_count": 0, "created_at": "*", "updated_at": "*", "version": "*"}
        """;
}

using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Audit;

/// <summary>Reading the audit log (document 002 §5.6).</summary>
public sealed class AuditTests : IAsyncLifetime
{
    private const string AdminEmail = "root@example.com";
    private Api api = null!;
    private Person ann = null!;
    private Person ben = null!;

    public async ValueTask InitializeAsync()
    {
        api = await Api.StartAsync(settings: [("ADMIN_EMAIL", AdminEmail), ("ADMIN_PASSWORD", Api.Password)]);
        (ann, ben) = (await api.PersonAsync(), await api.PersonAsync());
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Events_are_listed_newest_first_with_their_details()
    {
        var task = await ann.TaskAsync("""{"title": "Water the plants"}""");
        await ann.PatchAsync($"/tasks/{task}", """{"status": "DONE"}""");

        await (await ann.GetAsync($"/audit-events?task_id={task}")).ShouldBeAsync(HttpStatusCode.OK,
            $$"""
            {"items": [
                {"id": "*", "user_id": "{{ann.Id}}", "event_type": "TASK_UPDATED", "task_id": "{{task}}", "attachment_id": null,
                 "details": {"changes": {"status": {"from": "TODO", "to": "DONE"} } }, "created_at": "*"},
                {"id": "*", "user_id": "{{ann.Id}}", "event_type": "TASK_CREATED", "task_id": "{{task}}", "attachment_id": null,
                 "details": {"title": "Water the plants", "status": "TODO", "priority": "MEDIUM", "due_date": null, "tags": []}, "created_at": "*"}],
             "page": 1, "page_size": 20, "total": 2}
            """);
    }

    [Fact]
    public async Task Ordinary_users_see_only_their_own_events()
    {
        var task = await ann.TaskAsync();

        (await TypesAsync(ann, "")).ShouldBe(["TASK_CREATED", "LOGIN"]);
        (await TypesAsync(ben, "")).ShouldBe(["LOGIN"]);
        (await TypesAsync(ben, $"task_id={task}")).ShouldBeEmpty();
        (await TypesAsync(ann, $"user_id={ann.Id}")).ShouldBe(["TASK_CREATED", "LOGIN"]);
        await (await ann.GetAsync($"/audit-events?user_id={ben.Id}")).ShouldBeAsync(HttpStatusCode.Forbidden,
            """{"error": {"code": "FORBIDDEN", "message": "Only an admin can see the events of other users", "details": {}, "correlation_id": "*"}}""");
    }

    [Fact]
    public async Task An_admin_sees_the_events_of_every_user()
    {
        var admin = new Person(api, Guid.Empty, AdminEmail);
        await admin.LogInAsync();
        await ben.TaskAsync();

        (await TypesAsync(admin, "")).ShouldBe(["TASK_CREATED", "LOGIN", "LOGIN", "LOGIN"]);
        (await TypesAsync(admin, $"user_id={ben.Id}")).ShouldBe(["TASK_CREATED", "LOGIN"]);
    }

    [Fact]
    public async Task The_events_of_a_deleted_task_are_kept()
    {
        var task = await ann.TaskAsync();
        await ann.DeleteAsync($"/tasks/{task}");

        (await TypesAsync(ann, $"task_id={task}")).ShouldBe(["TASK_DELETED", "TASK_CREATED"]);
    }

    [Fact]
    public async Task Filters_select_by_type_and_inclusive_time_range()
    {
        await api.ExecuteAsync(
            "insert into audit_events (id, user_id, owner_id, event_type, created_at) "
                + "select gen_random_uuid(), $1, $1, 'PASSWORD_CHANGED', t from unnest($2) t",
            ann.Id, new[] { "2020-02-29T00:00:00Z", "2020-02-29T23:59:59.999Z", "2020-03-01T00:00:00Z" }
                .Select(DateTimeOffset.Parse).Select(time => time.UtcDateTime).ToArray());

        (await TimesAsync("from=2020-02-29&to=2020-02-29")).ShouldBe(["2020-02-29T23:59:59.999Z", "2020-02-29T00:00:00.000Z"]);
        (await TimesAsync("event_type=PASSWORD_CHANGED&to=2020-02-29T23:59:59.998Z")).ShouldBe(["2020-02-29T00:00:00.000Z"]);
        (await TimesAsync("from=2020-02-29T23:59:59.999999999Z&to=2020-02-29t23:59:59.999000001z")).ShouldBe(["2020-02-29T23:59:59.999Z"]);
        (await TypesAsync(ann, "event_type=LOGIN,PASSWORD_CHANGED"))
            .ShouldBe(["LOGIN", "PASSWORD_CHANGED", "PASSWORD_CHANGED", "PASSWORD_CHANGED"]);
        (await TypesAsync(ann, "event_type=LOGIN")).ShouldBe(["LOGIN"]);
    }

    [Fact]
    public async Task Events_of_one_moment_are_paged_by_id()
    {
        await api.ExecuteAsync(
            "insert into audit_events (id, user_id, owner_id, event_type, created_at) "
                + "select gen_random_uuid(), $1, $1, 'LOGIN', '2020-01-01' from generate_series(1, 5)", ann.Id);

        var all = await IdsAsync("to=2020-01-02");
        all.ShouldBe([.. all.OrderDescending(StringComparer.Ordinal)]);
        (await IdsAsync("to=2020-01-02&page_size=3")).Concat(await IdsAsync("to=2020-01-02&page_size=3&page=2")).ShouldBe(all);
        (await IdsAsync("to=2020-01-02&page_size=3&page=2147483647")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Bad_values_are_reported_together()
    {
        var answer =
            await (await ann.GetAsync("/audit-events?event_type=LOGIN,NAP&user_id=me&task_id=1&from=soon&to=later&page=0&page_size=101"))
                .ReadAsync(HttpStatusCode.BadRequest);

        answer["error"]!["code"]!.GetValue<string>().ShouldBe("VALIDATION_ERROR");
        answer["error"]!["details"]!.AsObject().Select(detail => detail.Key)
            .ShouldBe(["user_id", "task_id", "event_type", "from", "to", "page", "page_size"], ignoreOrder: true);
    }

    [Fact]
    public async Task The_audit_log_requires_a_token() =>
        (await api.Http.GetAsync("/api/v1/audit-events")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("update audit_events set details = '{}'")]
    [InlineData("delete from audit_events")]
    [InlineData("truncate audit_events")]
    public async Task Audit_events_cannot_be_changed(string sql) =>
        (await ((Func<Task>)(() => api.ExecuteAsync(sql))).ShouldThrowAsync<PostgresException>())
            .MessageText.ShouldBe("audit_events is append-only");

    private static async Task<JsonArray> ItemsAsync(Person person, string query) =>
        (await (await person.GetAsync($"/audit-events?{query}")).ReadAsync())["items"]!.AsArray();

    private static async Task<string[]> TypesAsync(Person person, string query) => Members(await ItemsAsync(person, query), "event_type");

    private async Task<string[]> TimesAsync(string query) => Members(await ItemsAsync(ann, query), "created_at");

    private async Task<string[]> IdsAsync(string query) => Members(await ItemsAsync(ann, query), "id");

    private static string[] Members(JsonArray items, string name) => [.. items.Select(item => item![name]!.GetValue<string>())];
}

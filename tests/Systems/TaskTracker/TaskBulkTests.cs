using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>Changing and deleting several tasks with one request.</summary>
public sealed class TaskBulkTests(Api api) : IClassFixture<Api>
{
    private const string Full = """{"title": "Repair the pump", "due_date": "2026-12-31T10:00:00Z", "tags": ["a"]}""";
    private const string All =
        """{"status": "DONE", "priority": "HIGH", "due_date": "2026-12-31T10:00:00Z", "tags_add": ["New", "b"], "tags_remove": ["A"]}""";

    [Fact]
    public async Task Each_task_is_changed_and_returned_in_order()
    {
        var person = await api.PersonAsync();
        var ids = new[]
        {
            await person.TaskAsync("""{"title": "one", "tags": ["a", "c"]}"""),
            await person.TaskAsync("""{"title": "two", "due_date": "2026-01-01", "tags": ["b"]}"""),
            await person.TaskAsync("""{"title": "three"}"""),
        };

        var results = await ChangeAsync(person, [ids[2], ids[0], ids[1]], All);

        results.Select(result => result["task"]!["title"]!.GetValue<string>()).ShouldBe(["three", "one", "two"]);
        results.Select(Tags).ShouldBe(["b new", "b c new", "b new"]);
        foreach (var result in results)
        {
            var task = result["task"]!;
            result.ShouldMatch($$$"""{"id": "{{{task["id"]}}}", "status": 200, "task": {{{task.ToJsonString()}}}}""");
            (task["status"]!.GetValue<string>(), task["priority"]!.GetValue<string>(), task["due_date"]!.GetValue<string>())
                .ShouldBe(("DONE", "HIGH", "2026-12-31T10:00:00.000Z"));
            task["version"]!.GetValue<int>().ShouldBe(2);
            (await (await person.GetAsync($"/tasks/{task["id"]}")).ReadAsync())["task"].ShouldMatch(task.ToJsonString());
        }

        static string Tags(JsonNode result) => string.Join(' ', result["task"]!["tags"]!.AsArray());
    }

    [Fact]
    public async Task Absent_members_stay_and_null_clears_the_due_date()
    {
        var person = await api.PersonAsync();
        var task = await person.CreateAsync(
            """{"title": "one", "status": "BLOCKED", "priority": "LOW", "due_date": "2026-01-01", "tags": ["a"], "description": "text"}""");

        var changed = (await ChangeAsync(person, [$"{task["id"]}"], """{"due_date": null}""")).Single()["task"]!;

        task["due_date"] = null;
        task["updated_at"] = "*";
        task["version"] = 2;
        changed.ShouldMatch(task.ToJsonString());
    }

    [Fact]
    public async Task A_change_without_effect_writes_nothing()
    {
        var person = await api.PersonAsync();
        var task = await person.CreateAsync("""{"title": "one", "tags": ["οδος"]}""");

        var results = await ChangeAsync(
            person, [$"{task["id"]}"], """{"status": "TODO", "tags_add": ["ΟΔΟΣ"], "tags_remove": ["other"]}""");

        results.Single()["task"].ShouldMatch(task.ToJsonString());
        (await EventsAsync(person)).ShouldBe(["TASK_CREATED"]);
    }

    [Fact]
    public async Task A_refused_task_does_not_keep_the_others_unchanged()
    {
        var (person, other) = (await api.PersonAsync(), await api.PersonAsync());
        var (mine, changed, deleted, full) = (
            await person.TaskAsync(),
            await person.TaskAsync(),
            await person.TaskAsync(),
            await person.TaskAsync($$"""{"title": "full", "tags": [{{string.Join(", ", Enumerable.Range(0, 20).Select(i => $"\"t{i}\""))}}]}"""));
        var foreign = await other.TaskAsync();
        await person.PatchAsync($"/tasks/{changed}", """{"title": "changed meanwhile"}""");
        await person.DeleteAsync($"/tasks/{deleted}");

        var answer = await person.PostAsync("/tasks/bulk", $$$"""
            {"ids": ["{{{foreign}}}", "{{{changed}}}", "{{{mine}}}", "{{{deleted}}}", "{{{full}}}"], "change": {"tags_add": ["new"]},
             "if_match": {"{{{changed}}}": "\"1\"", "{{{mine.ToUpperInvariant()}}}": "\"1\"", "{{{deleted}}}": "*"}}
            """);

        await answer.ShouldBeAsync(HttpStatusCode.MultiStatus, $$$"""
            {"results": [
             {"id": "{{{foreign}}}", "status": 403, "error": {"code": "FORBIDDEN", "message": "Only the owner of a task can change it", "details": {}, "correlation_id": "*"}},
             {"id": "{{{changed}}}", "status": 412, "error": {"code": "PRECONDITION_FAILED", "message": "*", "details": {}, "correlation_id": "*"}},
             {"id": "{{{mine}}}", "status": 200, "task": "*"},
             {"id": "{{{deleted}}}", "status": 404, "error": {"code": "TASK_NOT_FOUND", "message": "Task not found", "details": {}, "correlation_id": "*"}},
             {"id": "{{{full}}}", "status": 400, "error": {"code": "VALIDATION_ERROR", "message": "The request is not valid", "correlation_id": "*",
              "details": {"tags": ["must have at most 20 different tags"]} }}]}
            """);
        var results = (await answer.ReadAsync(HttpStatusCode.MultiStatus))["results"]!;
        results[0]!["error"]!["correlation_id"]!.GetValue<string>().ShouldBe(answer.Headers.GetValues("X-Correlation-ID").Single());
        (await api.RowsAsync("select id from tasks where owner_id = any($1) and 'new' = any(tags)", new[] { person.Id, other.Id }))
            .Select(row => row!["id"]!.GetValue<string>()).ShouldBe([mine]);
    }

    [Fact]
    public async Task A_full_task_takes_a_tag_for_another()
    {
        var person = await api.PersonAsync();
        var tags = string.Join(", ", Enumerable.Range(10, 20).Select(i => $"\"t{i}\""));
        var id = await person.TaskAsync($$"""{"title": "full", "tags": [{{tags}}]}""");

        var result = (await ChangeAsync(person, [id], """{"tags_add": ["a", "t11"], "tags_remove": ["t10"]}""")).Single();

        result["task"]!["tags"]!.AsArray().Select(tag => tag!.GetValue<string>())
            .ShouldBe(["a", .. Enumerable.Range(11, 19).Select(i => $"t{i}")]);
    }

    [Fact]
    public async Task Deleted_tasks_go_with_their_tags_files_and_counts()
    {
        var (person, other) = (await api.PersonAsync(), await api.PersonAsync());
        var (first, second) = (await person.TaskAsync("""{"title": "one", "tags": ["bulk-deleted"]}"""), await person.TaskAsync());
        var foreign = await other.TaskAsync();
        using var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "file", "notes.txt" } };
        await (await person.SendAsync(HttpMethod.Post, $"/tasks/{first}/attachments", form)).ReadAsync(HttpStatusCode.Created);

        var answer = await person.PostAsync("/tasks/bulk", $$"""{"ids": ["{{first}}", "{{foreign}}", "{{second}}"], "delete": true}""");

        await answer.ShouldBeAsync(HttpStatusCode.MultiStatus, $$"""
            {"results": [{"id": "{{first}}", "status": 204}, {"id": "{{foreign}}", "status": 403, "error": "*"}, {"id": "{{second}}", "status": 204}]}
            """);
        (await (await person.GetAsync("/tasks?owner=me")).ReadAsync())["total"]!.GetValue<int>().ShouldBe(0);
        (await (await person.GetAsync("/tasks?tags=bulk-deleted")).ReadAsync())["total"]!.GetValue<int>().ShouldBe(0);
        (await other.GetAsync($"/tasks/{foreign}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await api.RowsAsync("select bytes from storage_usage where owner_id = $1", person.Id)).ToJsonString().ShouldBe("""[{"bytes":0}]""");
        (await api.RowsAsync("select 1 from attachments where task_id = $1", Guid.Parse(first))).ShouldBeEmpty();
        (await EventsAsync(person)).ShouldBe(["ATTACHMENT_ADDED", "TASK_CREATED", "TASK_CREATED", "TASK_DELETED", "TASK_DELETED"]);
    }

    [Fact]
    public async Task Each_change_is_audited_like_a_single_one()
    {
        var person = await api.PersonAsync();
        var (single, one, two) = (await person.CreateAsync(Full), await person.CreateAsync(Full), await person.CreateAsync(Full));

        await person.PatchAsync($"/tasks/{single["id"]}", """{"status": "DONE", "tags": ["b"], "due_date": null}""");
        await ChangeAsync(
            person, [$"{one["id"]}", $"{two["id"]}"], """{"status": "DONE", "tags_remove": ["a"], "tags_add": ["b"], "due_date": null}""");

        var rows = await api.RowsAsync(
            "select task_id, details from audit_events where user_id = $1 and event_type = 'TASK_UPDATED'", person.Id);
        rows.Select(row => row!["task_id"]!.GetValue<string>()).ShouldBe([$"{single["id"]}", $"{one["id"]}", $"{two["id"]}"], ignoreOrder: true);
        rows.ShouldAllBe(row => JsonNode.DeepEquals(row!["details"], rows[0]!["details"]));
    }

    [Theory]
    [InlineData("""{"change": {"status": "DONE"}}""", """{"ids": ["is required"]}""")]
    [InlineData("""{"ids": null, "delete": true}""", """{"ids": ["must be a list"]}""")]
    [InlineData("""{"ids": "{id}", "delete": true}""", """{"ids": ["must be a list"]}""")]
    [InlineData("""{"ids": [], "delete": true}""", """{"ids": ["must not be empty"]}""")]
    [InlineData("""{"ids": [101], "delete": true}""", """{"ids": ["must have at most 100 elements"]}""")]
    [InlineData("""{"ids": ["{id}", "{id}"], "delete": true}""", """{"ids.1": ["must not repeat element 0"]}""")]
    [InlineData("""{"ids": ["{id}", "7", 7, null], "delete": true}""",
        """{"ids.1": ["must be a UUID"], "ids.2": ["must be a UUID"], "ids.3": ["must be a UUID"]}""")]
    [InlineData("""{"ids": ["{id}"]}""", """{"change": ["is required"]}""")]
    [InlineData("""{"ids": ["{id}"], "change": null}""", """{"change": ["must be an object"]}""")]
    [InlineData("""{"ids": ["{id}"], "change": []}""", """{"change": ["must be an object"]}""")]
    [InlineData("""{"ids": ["{id}"], "change": {}}""",
        """{"change": ["must have at least one of status, priority, due_date, tags_add, tags_remove"]}""")]
    [InlineData("""{"ids": ["{id}"], "change": {"title": "new", "tags": ["a"]}}""",
        """{"change": ["must have at least one of status, priority, due_date, tags_add, tags_remove"]}""")]
    [InlineData("""{"ids": ["{id}"], "change": {"status": "DONE"}, "delete": true}""",
        """{"delete": ["must not be given together with change"]}""")]
    [InlineData("""{"ids": ["{id}"], "delete": false}""", """{"delete": ["must be true"]}""")]
    [InlineData("""{"ids": ["{id}"], "delete": null}""", """{"delete": ["must be true or false"]}""")]
    [InlineData("""{"ids": ["{id}"], "delete": "true"}""", """{"delete": ["must be true or false"]}""")]
    [InlineData("""{"ids": ["{id}"], "change": {"status": null, "priority": "URGENT", "due_date": "soon"}}""", """
        {"change.status": ["must be one of TODO, IN_PROGRESS, BLOCKED, DONE"], "change.priority": ["must be one of LOW, MEDIUM, HIGH, CRITICAL"],
         "change.due_date": ["must be an ISO 8601 date and time, e.g. 2025-12-31T10:00:00Z"]}
        """)]
    [InlineData("""{"ids": ["{id}"], "change": {"tags_add": null, "tags_remove": ["a,b", ""]}}""", """
        {"change.tags_add": ["must be a list"], "change.tags_remove.0": ["must not contain a comma"], "change.tags_remove.1": ["must not be empty"]}
        """)]
    [InlineData("""{"ids": ["{id}"], "change": {"tags_add": ["a", "b"], "tags_remove": ["B"]}}""",
        """{"change.tags_remove": ["must not have a tag of tags_add"]}""")]
    [InlineData("""{"ids": ["{id}"], "change": {"tags_add": [21]}}""", """{"change.tags_add": ["must have at most 20 different tags"]}""")]
    [InlineData("""{"ids": ["{id}"], "delete": true, "if_match": null}""", """{"if_match": ["must be an object"]}""")]
    [InlineData("""{"ids": ["{id}"], "delete": true, "if_match": {"{id}": "1", "7": "*"}}""",
        """{"if_match.{id}": ["must be * or entity tags such as \"1\""], "if_match.7": ["must be one of ids"]}""")]
    [InlineData("""{"ids": ["{id}"], "delete": true, "if_match": {"{id}": 1}}""",
        """{"if_match.{id}": ["must be a string", "must be * or entity tags such as \"1\""]}""")]
    public async Task Bad_input_is_refused_as_a_whole(string body, string details)
    {
        var person = await api.PersonAsync();
        var id = await person.TaskAsync();
        var (ids, tags) = (Enumerable.Range(0, 101).Select(_ => $"\"{Guid.NewGuid()}\""), Enumerable.Range(0, 21).Select(i => $"\"t{i}\""));
        body = body.Replace("[101]", $"[{string.Join(", ", ids)}]", StringComparison.Ordinal)
            .Replace("[21]", $"[{string.Join(", ", tags)}]", StringComparison.Ordinal)
            .Replace("{id}", id, StringComparison.Ordinal);

        var answer = await person.PostAsync("/tasks/bulk", body);

        var error = (await answer.ReadAsync(HttpStatusCode.BadRequest))["error"]!;
        error["code"]!.GetValue<string>().ShouldBe("VALIDATION_ERROR");
        error["details"].ShouldMatch(details.Replace("{id}", id, StringComparison.Ordinal));
        (await EventsAsync(person)).ShouldBe(["TASK_CREATED"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Racing_bulks_and_edits_never_deadlock_and_counts_stay_right(int seed)
    {
        string[] statuses = ["TODO", "IN_PROGRESS", "BLOCKED", "DONE"];
        string[] tags = ["a", "b", "c", "d", "e"];
        await using var own = await Api.StartAsync(settings: ("RATE_LIMIT_PER_MINUTE", "1000000"));
        var person = await own.PersonAsync();
        var ids = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => person.TaskAsync("""{"title": "t", "tags": ["a", "x"]}""")));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async worker =>
        {
            var random = new Random((seed * 100) + worker);
            for (var round = 0; round < 12; round++)
            {
                var some = random.GetItems(ids, 20).Distinct().ToArray();
                var (status, due) = (random.GetItems(statuses, 1)[0], random.Next(2) == 0 ? "null" : $"\"2026-01-0{random.Next(1, 9)}\"");
                var (add, remove) = (random.GetItems(tags, 3).Distinct().Append($"{seed}{round}").ToArray(), random.GetItems(tags, 1)[0]);
                var answer = random.Next(4) switch
                {
                    0 => await person.PatchAsync($"/tasks/{some[0]}", $$$"""{"status": "{{{status}}}", "due_date": {{{due}}}, "tags": {{{Json(add)}}}}"""),
                    1 when round == 11 => await person.PostAsync("/tasks/bulk", $$"""{"ids": {{Json(some[..3])}}, "delete": true}"""),
                    _ => await person.PostAsync(
                        "/tasks/bulk",
                        $$$"""
                        {"ids": {{{Json(some)}}}, "change": {"status": "{{{status}}}", "due_date": {{{due}}}, "tags_add": {{{Json([.. add.Except([remove])])}}},
                         "tags_remove": ["{{{remove}}}"]}}
                        """),
                };
                answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.MultiStatus, HttpStatusCode.NotFound);
            }
        }));

        foreach (var status in statuses)
        {
            await ShouldCountAsync($"status={status}", $"status = '{status}'");
        }

        foreach (var tag in tags.Append("x"))
        {
            await ShouldCountAsync($"tags={tag}", $"'{tag}' = any(tags)");
        }

        await ShouldCountAsync("due_from=2026-01-03", "due_date >= '2026-01-03T00:00:00Z'");
        await ShouldCountAsync("due_to=2026-01-05", "due_date < '2026-01-06T00:00:00Z'");

        async Task ShouldCountAsync(string query, string condition) =>
            (await (await person.GetAsync("/tasks?" + query)).ReadAsync())["total"]!.GetValue<long>()
                .ShouldBe((await own.RowsAsync($"select 1 from tasks where {condition}")).Count, query);

        static string Json(string[] texts) => "[" + string.Join(", ", texts.Select(text => $"\"{text}\"")) + "]";
    }

    private static async Task<JsonNode[]> ChangeAsync(Person person, string[] ids, string change)
    {
        var body = $$$"""{"ids": [{{{string.Join(", ", ids.Select(id => $"\"{id}\""))}}}], "change": {{{change}}}}""";
        return [.. (await (await person.PostAsync("/tasks/bulk", body)).ReadAsync(HttpStatusCode.MultiStatus))["results"]!.AsArray()
            .Select(result => result!)];
    }

    private async Task<IEnumerable<string>> EventsAsync(Person person) =>
        (await api.RowsAsync("select event_type from audit_events where user_id = $1 and event_type <> 'LOGIN' order by event_type", person.Id))
            .Select(row => row!["event_type"]!.GetValue<string>());
}

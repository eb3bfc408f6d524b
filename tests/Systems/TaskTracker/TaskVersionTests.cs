using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>The entity tag of a task and the conditions on it (RFC 9110 §13.1).</summary>
public sealed class TaskVersionTests(Api api) : IClassFixture<Api>
{
    private const string Changed = """
        {"error": {"code": "PRECONDITION_FAILED", "message": "The task has changed meanwhile. Read it again and repeat the change.",
         "details": {}, "correlation_id": "*"}}
        """;

    [Fact]
    public async Task Every_answer_with_one_task_has_its_version_as_ETag()
    {
        var person = await api.PersonAsync();
        var created = await person.PostAsync("/tasks", """{"title": "Repair the pump"}""");
        var path = $"/tasks/{(await created.ReadAsync(HttpStatusCode.Created))["id"]}";

        await ShouldHaveAsync(created, 1);
        await ShouldHaveAsync(await person.PatchAsync(path, """{"status": "DONE"}"""), 2);
        await ShouldHaveAsync(await person.PutAsync(path, """{"title": "Replace the pump"}"""), 3);
        await ShouldHaveAsync(await person.GetAsync(path), 3);
        (await (await person.GetAsync("/tasks?owner=me")).ReadAsync())["items"]![0]!["version"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task A_change_without_effect_keeps_the_version()
    {
        var (person, path) = await TaskAsync();

        await ShouldHaveAsync(await person.PatchAsync(path, """{"title": "Water the plants", "status": "TODO"}"""), 1);
        await ShouldHaveAsync(await person.PatchAsync(path, "{}"), 1);
    }

    [Fact]
    public async Task Adding_and_removing_an_attachment_raise_the_version()
    {
        var (person, path) = await TaskAsync();

        using var form = new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "file", "notes.txt" } };
        var file = await (await person.SendAsync(HttpMethod.Post, $"{path}/attachments", form)).ReadAsync(HttpStatusCode.Created);
        await ShouldHaveAsync(await person.GetAsync(path), 2);
        await person.DeleteAsync($"/attachments/{file["id"]}");

        await ShouldHaveAsync(await person.GetAsync(path), 3);
    }

    [Theory]
    [InlineData("\"2\"", HttpStatusCode.OK)]
    [InlineData("\"7\", \"2\"", HttpStatusCode.OK)]
    [InlineData("\"a, b\",W/\"1\" ,, \"2\"", HttpStatusCode.OK)]
    [InlineData("*", HttpStatusCode.OK)]
    [InlineData("\"1\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"3\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("W/\"2\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"02\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"+2\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\" 2\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"99999999999999999999\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("\"*\"", HttpStatusCode.PreconditionFailed)]
    [InlineData("2", HttpStatusCode.BadRequest)]
    [InlineData("\"2", HttpStatusCode.BadRequest)]
    [InlineData("'2'", HttpStatusCode.BadRequest)]
    [InlineData("\"2\" \"3\"", HttpStatusCode.BadRequest)]
    [InlineData("*, \"2\"", HttpStatusCode.BadRequest)]
    [InlineData("*, *", HttpStatusCode.BadRequest)]
    [InlineData(",", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    public async Task If_Match_guards_each_change(string tags, HttpStatusCode status)
    {
        foreach (var (method, body) in new[] { ("PUT", """{"title": "New"}"""), ("PATCH", """{"title": "New"}"""), ("DELETE", null) })
        {
            var (person, path) = await TaskAsync();
            var before = (await (await person.PatchAsync(path, """{"priority": "HIGH"}""")).ReadAsync()).ToJsonString();

            var answer = await person.SendAsync(new HttpMethod(method), path, body, ("If-Match", tags));

            answer.StatusCode.ShouldBe(status == HttpStatusCode.OK && method == "DELETE" ? HttpStatusCode.NoContent : status, method);
            if (status == HttpStatusCode.PreconditionFailed)
            {
                await answer.ShouldBeAsync(status, Changed);
            }
            else if (status == HttpStatusCode.BadRequest)
            {
                (await answer.ReadAsync(status))["error"]!["details"].ShouldMatch(
                    """{"If-Match": ["must be * or entity tags such as \"1\""]}""");
            }

            if (status != HttpStatusCode.OK)
            {
                (await (await person.GetAsync(path)).ReadAsync())["task"]!.ToJsonString().ShouldBe(before);
                (await EventsAsync(path)).ShouldBe(2);
            }
        }
    }

    [Fact]
    public async Task A_missing_or_foreign_task_is_refused_before_If_Match()
    {
        var (_, path) = await TaskAsync();
        var other = await api.PersonAsync();

        foreach (var method in new[] { HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete })
        {
            (await other.SendAsync(method, path, """{"title": "Mine"}""", ("If-Match", "\"9\""))).StatusCode
                .ShouldBe(HttpStatusCode.Forbidden);
            (await other.SendAsync(method, $"/tasks/{Guid.NewGuid()}", """{"title": "Mine"}""", ("If-Match", "*"))).StatusCode
                .ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task A_malformed_If_Match_is_reported_with_other_faults()
    {
        var (person, path) = await TaskAsync();

        var answer = await person.SendAsync(HttpMethod.Patch, path, """{"title": ""}""", ("If-Match", "1"));

        (await answer.ReadAsync(HttpStatusCode.BadRequest))["error"]!["details"].ShouldMatch(
            """{"title": ["must not be empty"], "If-Match": ["must be * or entity tags such as \"1\""]}""");
    }

    [Theory]
    [InlineData("\"1\"", HttpStatusCode.NotModified)]
    [InlineData("W/\"1\"", HttpStatusCode.NotModified)]
    [InlineData("\"7\", \"1\"", HttpStatusCode.NotModified)]
    [InlineData("*", HttpStatusCode.NotModified)]
    [InlineData("\"2\"", HttpStatusCode.OK)]
    [InlineData("1", HttpStatusCode.OK)]
    public async Task If_None_Match_spares_a_current_copy(string tags, HttpStatusCode status)
    {
        var (person, path) = await TaskAsync();

        var answer = await person.SendAsync(HttpMethod.Get, path, json: null, ("If-None-Match", tags));

        answer.StatusCode.ShouldBe(status);
        answer.Headers.ETag!.ToString().ShouldBe("\"1\"");
        ((await answer.Content.ReadAsStringAsync()).Length == 0).ShouldBe(status == HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Racing_edits_with_If_Match_lose_none()
    {
        const int Tasks = 5;
        const int Writers = 8;
        const int EditsOfEach = 125;
        await using var own = await Api.StartAsync(settings: ("RATE_LIMIT_PER_MINUTE", "1000000"));
        var person = await own.PersonAsync();
        var paths = await Task.WhenAll(Enumerable.Range(0, Tasks).Select(async _ => $"/tasks/{await person.TaskAsync("""{"title": "0"}""")}"));

        var refused = (await Task.WhenAll(Enumerable.Range(0, Writers).Select(WriteAsync))).Sum();

        var titles = await Task.WhenAll(paths.Select(async path => (await (await person.GetAsync(path)).ReadAsync())["task"]!));
        titles.Sum(Count).ShouldBe(Writers * EditsOfEach);
        titles.ShouldAllBe(task => task["version"]!.GetValue<int>() == Count(task) + 1);
        refused.ShouldBeGreaterThan(0);

        // Each edit adds one to the title that it saw, so a lost edit lowers the sum.
        async Task<int> WriteAsync(int writer)
        {
            var refusals = 0;
            for (var edit = 0; edit < EditsOfEach; edit++)
            {
                var path = paths[(writer + edit) % Tasks];
                for (var accepted = false; !accepted;)
                {
                    var seen = (await (await person.GetAsync(path)).ReadAsync())["task"]!;
                    var answer = await person.SendAsync(
                        HttpMethod.Patch, path, $$"""{"title": "{{Count(seen) + 1}}"}""", ("If-Match", $"\"{seen["version"]}\""));
                    accepted = answer.StatusCode == HttpStatusCode.OK;
                    if (!accepted)
                    {
                        answer.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
                        refusals++;
                    }
                }
            }

            return refusals;
        }
    }

    private async Task<(Person Person, string Path)> TaskAsync()
    {
        var person = await api.PersonAsync();
        return (person, $"/tasks/{await person.TaskAsync()}");
    }

    private static int Count(JsonNode task) => int.Parse(task["title"]!.GetValue<string>(), CultureInfo.InvariantCulture);

    private static async Task ShouldHaveAsync(HttpResponseMessage answer, int version)
    {
        answer.Headers.ETag!.ToString().ShouldBe($"\"{version}\"");
        var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        (body["task"] ?? body)["version"]!.GetValue<int>().ShouldBe(version);
    }

    private async Task<int> EventsAsync(string path) =>
        (await api.RowsAsync("select 1 from audit_events where task_id = $1", Guid.Parse(path.Split('/')[^1]))).Count;
}

using System.Net;
using System.Text.RegularExpressions;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskManager.Tasks;

public sealed class PostgresTaskTests(Desk desk) : TaskContract(desk), IClassFixture<Desk>;

public sealed class MySqlTaskTests(MySqlDesk desk) : TaskContract(desk), IClassFixture<MySqlDesk>;

/// <summary>Document 004, "Task Service Endpoints", whatever the database of the tasks.</summary>
public abstract partial class TaskContract(Desk desk)
{
    private const string NotFound = """{"detail": "Task not found"}""";

    [Fact]
    public async Task A_created_task_is_returned_and_read_again()
    {
        var user = await desk.UserAsync();

        var answer = await user.PostAsync(
            "/tasks/",
            """{"title": "Complete project documentation", "description": "Write comprehensive README and API docs", "status": "Pending"}""");

        var expected = $$"""
            {"id": "*", "title": "Complete project documentation", "description": "Write comprehensive README and API docs",
             "status": "Pending", "user_id": {{user.Id}}, "created_at": "*", "updated_at": "*"}
            """;
        await answer.ShouldBeAsync(HttpStatusCode.Created, expected);
        var task = await answer.ReadAsync(HttpStatusCode.Created);
        await (await user.GetAsync($"/tasks/{task["id"]}")).ShouldBeAsync(HttpStatusCode.OK, task.ToJsonString());
        await (await user.GetAsync("/tasks/")).ShouldBeAsync(HttpStatusCode.OK, $"[{task.ToJsonString()}]");
        await (await user.GetAsync("/tasks")).ShouldBeAsync(HttpStatusCode.OK, $"[{task.ToJsonString()}]");
        WholeSeconds().IsMatch(task["created_at"]!.GetValue<string>()).ShouldBeTrue();
        answer.Headers.Location!.ToString().ShouldBe($"/tasks/{task["id"]}");
    }

    [Fact]
    public async Task Absent_members_get_their_defaults()
    {
        var user = await desk.UserAsync();

        await (await user.PostAsync("/tasks/", """{"title": " 🙂 Ünïcode \\ 'quoted' ", "description": null, "status": null}""")).ShouldBeAsync(
            HttpStatusCode.Created,
            $$"""
            {"id": "*", "title": "🙂 Ünïcode \\ 'quoted'", "description": null, "status": "Pending", "user_id": {{user.Id}},
             "created_at": "*", "updated_at": "*"}
            """);
    }

    [Fact]
    public async Task An_update_changes_what_is_given()
    {
        var user = await desk.UserAsync();
        var id = await user.TaskAsync("""{"title": "a", "description": "b"}""");

        var changed = await (await user.PutAsync($"/tasks/{id}", """{"status": "In Progress"}""")).ReadAsync();
        (changed["title"]!.ToString(), changed["description"]!.ToString(), changed["status"]!.ToString()).ShouldBe(("a", "b", "In Progress"));

        changed = await (await user.PutAsync($"/tasks/{id}", """{"title": "c", "description": null}""")).ReadAsync();
        (changed["title"]!.ToString(), changed["description"], changed["status"]!.ToString()).ShouldBe(("c", null, "In Progress"));
    }

    [Fact]
    public async Task A_deleted_task_is_gone()
    {
        var user = await desk.UserAsync();
        var id = await user.TaskAsync();

        await (await user.DeleteAsync($"/tasks/{id}")).ShouldBeAsync(HttpStatusCode.OK, """{"message": "Task deleted successfully"}""");

        await (await user.GetAsync($"/tasks/{id}")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        await (await user.DeleteAsync($"/tasks/{id}")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
    }

    [Fact]
    public async Task A_task_of_another_user_answers_404()
    {
        var (owner, stranger) = (await desk.UserAsync(), await desk.UserAsync());
        var id = await owner.TaskAsync();

        await (await stranger.GetAsync($"/tasks/{id}")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        await (await stranger.PutAsync($"/tasks/{id}", """{"title": "mine"}""")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        await (await stranger.DeleteAsync($"/tasks/{id}")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        (await stranger.TitlesAsync()).ShouldBeEmpty();
        (await owner.TitlesAsync()).ShouldBe(["Water the plants"]);
    }

    [Fact]
    public async Task A_list_is_newest_first_with_parts_and_a_status()
    {
        var user = await desk.UserAsync();
        foreach (var (title, status) in new[] { ("a", "Pending"), ("b", "Completed"), ("c", "Pending") })
        {
            await user.TaskAsync($$"""{"title": "{{title}}", "status": "{{status}}"}""");
        }

        (await user.TitlesAsync()).ShouldBe(["c", "b", "a"]);
        (await user.TitlesAsync("?skip=1&limit=1")).ShouldBe(["b"]);
        (await user.TitlesAsync("?skip=2147483647")).ShouldBeEmpty();
        (await user.TitlesAsync("?status=Pending")).ShouldBe(["c", "a"]);
        (await user.TitlesAsync("?status=In+Progress")).ShouldBeEmpty();
        (await user.TitlesAsync("?status=&limit=")).ShouldBe(["c", "b", "a"]);
    }

    [Theory]
    [InlineData("?limit=101")]
    [InlineData("?limit=0")]
    [InlineData("?limit=1.0")]
    [InlineData("?skip=-1")]
    [InlineData("?status=pending")]
    [InlineData("?status=Done")]
    public async Task A_bad_query_answers_422(string query) =>
        (await (await desk.UserAsync()).GetAsync("/tasks/" + query)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"title": ""}""")]
    [InlineData("""{"title": " \u200b "}""")]
    [InlineData("""{"title": null}""")]
    [InlineData("""{"title": 1}""")]
    [InlineData("""{"title": "a\u0000"}""")]
    [InlineData("""{"title": "a", "description": 1}""")]
    [InlineData("""{"title": "a", "status": "Done"}""")]
    [InlineData("""{"title": "a", "status": "pending"}""")]
    [InlineData("""{"title": "a", "status": ["Pending"]}""")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("")]
    public async Task A_bad_body_answers_422(string body)
    {
        var user = await desk.UserAsync();

        (await user.PostAsync("/tasks/", body)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await user.TitlesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_title_has_at_most_200_characters()
    {
        var user = await desk.UserAsync();

        (await user.PostAsync("/tasks/", $$"""{"title": "{{string.Concat(Enumerable.Repeat("🙂", 200))}}"}"""))
            .StatusCode.ShouldBe(HttpStatusCode.Created);
        await (await user.PostAsync("/tasks/", $$"""{"title": "{{new string('a', 201)}}"}""")).ShouldBeAsync(
            HttpStatusCode.UnprocessableEntity,
            """{"detail": [{"loc": ["body", "title"], "msg": "must have at most 200 characters", "type": "string_too_long"}]}""");
    }

    [Theory]
    [InlineData("0", HttpStatusCode.NotFound)]
    [InlineData("-1", HttpStatusCode.NotFound)]
    [InlineData("9223372036854775808", HttpStatusCode.NotFound)]
    [InlineData("1.0", HttpStatusCode.UnprocessableEntity)]
    [InlineData("abc", HttpStatusCode.UnprocessableEntity)]
    [InlineData("%20", HttpStatusCode.UnprocessableEntity)]
    public async Task An_id_is_a_whole_number(string id, HttpStatusCode status)
    {
        var user = await desk.UserAsync();

        (await user.GetAsync($"/tasks/{id}")).StatusCode.ShouldBe(status);
        (await user.PutAsync($"/tasks/{id}", "{}")).StatusCode.ShouldBe(status);
        (await user.DeleteAsync($"/tasks/{id}")).StatusCode.ShouldBe(status);
    }

    [Fact]
    public async Task An_escaped_id_is_the_same_id()
    {
        var user = await desk.UserAsync();
        var id = await user.TaskAsync();

        (await user.GetAsync($"/tasks/%{(int)$"{id}"[0]:X2}{$"{id}"[1..]}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_event_becomes_one_log_line_and_one_notification()
    {
        var user = await desk.UserAsync();
        var task = await (await user.PostAsync("/tasks/", """{"title": "Water the plants", "description": "all"}"""))
            .ReadAsync(HttpStatusCode.Created);
        var id = task["id"]!.GetValue<long>();

        await Soon.BecomesTrue(() => desk.LinesOf(id).Length > 0);
        await Soon.BecomesTrue(async () => (await (await user.GetAsync("/notifications")).ReadAsync()).AsArray().Count == 1);

        var line = desk.LinesOf(id).ShouldHaveSingleItem();
        line.AsObject().Select(member => member.Key).ShouldBe(["event_id", "event_type", "timestamp", "data", "logged_at"]);
        line["event_type"]!.ToString().ShouldBe("task_created");
        line["data"]!.ToJsonString().ShouldBe(
            $$"""
            {"task_id":{{id}},"title":"Water the plants","description":"all","status":"Pending","user_id":{{user.Id}},"user_email":"{{user.Email}}","created_at":"{{task["created_at"]}}"}
            """);
        await (await user.GetAsync("/notifications")).ShouldBeAsync(
            HttpStatusCode.OK,
            $$"""
            [{"id": "*", "event_type": "task_created", "task_id": {{id}}, "title": "Water the plants", "created_at": "{{task["created_at"]}}"}]
            """);
        await (await (await desk.UserAsync()).GetAsync("/notifications")).ShouldBeAsync(HttpStatusCode.OK, "[]");
    }

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\z", RegexOptions.None, 1000)]
    private static partial Regex WholeSeconds();
}

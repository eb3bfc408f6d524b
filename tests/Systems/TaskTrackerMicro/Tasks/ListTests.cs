using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerMicro.Tasks;

/// <summary>Document 001, "Task Service": filtering and pagination.</summary>
public sealed class ListTests(Micro micro) : IClassFixture<Micro>
{
    [Fact]
    public async Task Tasks_are_listed_newest_first_in_an_envelope()
    {
        var user = await micro.UserAsync();
        var (first, second) = (await user.CreateAsync(), await user.CreateAsync("""{"title": "Second"}"""));

        await (await user.GetAsync("/tasks/")).ShouldBeAsync(
            HttpStatusCode.OK,
            $$"""{"tasks": [{{second.ToJsonString()}}, {{first.ToJsonString()}}], "total": 2, "skip": 0, "limit": 100}""");
    }

    [Fact]
    public async Task A_user_without_tasks_has_an_empty_list() =>
        await (await (await micro.UserAsync()).GetAsync("/tasks/"))
            .ShouldBeAsync(HttpStatusCode.OK, """{"tasks": [], "total": 0, "skip": 0, "limit": 100}""");

    [Fact]
    public async Task Skip_and_limit_select_a_part()
    {
        var user = await micro.UserAsync();
        var ids = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            ids.Insert(0, await user.TaskAsync());
        }

        (await PartAsync(user, "skip=1&limit=2")).ShouldBe(ids[1..3]);
        (await PartAsync(user, "skip=4")).ShouldBe(ids[4..]);
        (await PartAsync(user, "skip=5")).ShouldBeEmpty();
        (await PartAsync(user, "skip=99999999999999999999")).ShouldBeEmpty();
        (await PartAsync(user, "skip=&limit=")).ShouldBe(ids);
        await (await user.GetAsync("/tasks/?skip=7&limit=1000"))
            .ShouldBeAsync(HttpStatusCode.OK, """{"tasks": [], "total": 5, "skip": 7, "limit": 1000}""");
    }

    [Theory]
    [InlineData("status=todo", 3, "b", "c", "e")]
    [InlineData("status=in_progress", 1, "d")]
    [InlineData("status=done", 1, "a")]
    [InlineData("priority=high", 2, "a", "e")]
    [InlineData("status=todo&priority=low", 1, "c")]
    [InlineData("status=done&priority=low", 0)]
    [InlineData("status=&priority=", 5, "a", "b", "c", "d", "e")]
    [InlineData("status=todo&skip=1&limit=1", 3, "c")]
    public async Task Filters_apply_to_the_tasks_and_the_total(string query, int total, params string[] titles)
    {
        var user = await micro.UserAsync();
        foreach (var (title, status, priority) in new[]
        {
            ("e", "todo", "high"), ("d", "in_progress", "medium"), ("c", "todo", "low"), ("b", "todo", "medium"), ("a", "done", "high"),
        })
        {
            await user.CreateAsync($$"""{"title": "{{title}}", "status": "{{status}}", "priority": "{{priority}}"}""");
        }

        var list = await (await user.GetAsync($"/tasks/?{query}")).ReadAsync();

        list["tasks"]!.AsArray().Select(task => task!["title"]!.GetValue<string>()).ShouldBe(titles);
        list["total"]!.GetValue<int>().ShouldBe(total);
    }

    [Theory]
    [InlineData("limit=0", "limit", "must be a whole number from 1 to 1000", "int_parsing")]
    [InlineData("limit=1001", "limit", "must be a whole number from 1 to 1000", "int_parsing")]
    [InlineData("limit=1.0", "limit", "must be a whole number from 1 to 1000", "int_parsing")]
    [InlineData("limit=abc", "limit", "must be a whole number from 1 to 1000", "int_parsing")]
    [InlineData("limit=-9223372036854775809", "limit", "must be a whole number from 1 to 1000", "int_parsing")]
    [InlineData("skip=-1", "skip", "must be a whole number, at least 0", "int_parsing")]
    [InlineData("skip=1e1", "skip", "must be a whole number, at least 0", "int_parsing")]
    [InlineData("skip=%00", "skip", "must not contain the character U+0000", "value_error")]
    [InlineData("status=DONE", "status", "must be one of todo, in_progress, done", "enum")]
    [InlineData("status=todo,done", "status", "must be one of todo, in_progress, done", "enum")]
    [InlineData("priority=urgent", "priority", "must be one of low, medium, high", "enum")]
    public async Task An_invalid_query_value_is_a_422(string query, string field, string message, string type) =>
        await (await (await micro.UserAsync()).GetAsync($"/tasks/?{query}")).ShouldBeAsync(
            HttpStatusCode.UnprocessableEntity, Refusal.Invalid($"""["query", "{field}"]""", message, type));

    private static async Task<IEnumerable<long>> PartAsync(MicroUser user, string query) =>
        (await (await user.GetAsync($"/tasks/?{query}")).ReadAsync())["tasks"]!.AsArray().Select(task => task!["id"]!.GetValue<long>());
}

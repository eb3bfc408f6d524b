using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>The saved views of a user.</summary>
public sealed class ViewTests(Api api) : IClassFixture<Api>
{
    private static readonly string NotFound = Error("VIEW_NOT_FOUND", "View not found");
    private static readonly string NameTaken = Error("VIEW_NAME_TAKEN", "You have another view with this name");

    [Fact]
    public async Task A_view_is_returned_as_saved()
    {
        var person = await api.PersonAsync();

        var created = await person.PostAsync("/views", Json("  Urgent ", "?status=TODO,BLOCKED&sort=due_date:asc&place=board"));
        var view = (await created.ReadAsync(HttpStatusCode.Created)).AsObject();

        created.Headers.Location!.ToString().ShouldBe($"/api/v1/views/{view["id"]}");
        view.Remove("id");
        view.ToJsonString().ShouldBe(
            """{"name":"Urgent","query":"status=TODO,BLOCKED&sort=due_date:asc&place=board","position":0}""".Replace("&", "\\u0026"));
    }

    [Fact]
    public async Task A_user_without_views_has_an_empty_list()
    {
        var person = await api.PersonAsync();

        await (await person.GetAsync("/views")).ShouldBeAsync(HttpStatusCode.OK, "[]");
    }

    [Fact]
    public async Task Views_of_others_are_not_found()
    {
        var (owner, other) = (await api.PersonAsync(), await api.PersonAsync());
        var id = await CreateAsync(owner, "Mine");

        await (await other.GetAsync("/views")).ShouldBeAsync(HttpStatusCode.OK, "[]");
        await (await other.PatchAsync($"/views/{id}", """{"name": "Yours"}""")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        await (await other.DeleteAsync($"/views/{id}")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        (await NamesAsync(owner)).ShouldBe(["Mine"]);
    }

    [Theory]
    [InlineData("not-a-uuid")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task An_unknown_view_is_not_found(string id)
    {
        var person = await api.PersonAsync();

        await (await person.PatchAsync($"/views/{id}", """{"position": 0}""")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        await (await person.DeleteAsync($"/views/{id}")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
    }

    [Fact]
    public async Task Names_are_unique_regardless_of_case()
    {
        var (person, other) = (await api.PersonAsync(), await api.PersonAsync());
        await CreateAsync(person, "Straße");
        var second = await CreateAsync(person, "Second");

        await (await person.PostAsync("/views", Json(" STRAßE "))).ShouldBeAsync(HttpStatusCode.Conflict, NameTaken);
        await (await person.PatchAsync($"/views/{second}", """{"name": "straße", "position": 0}"""))
            .ShouldBeAsync(HttpStatusCode.Conflict, NameTaken);
        (await person.PatchAsync($"/views/{second}", """{"name": "SECOND"}""")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await CreateAsync(other, "Straße");
        (await NamesAsync(person)).ShouldBe(["Straße", "SECOND"]);
    }

    [Fact]
    public async Task A_new_view_takes_its_position_or_the_end()
    {
        var person = await api.PersonAsync();
        foreach (var (name, position) in new (string, int?)[] { ("a", null), ("b", 0), ("c", 49), ("d", 1), ("e", null) })
        {
            await person.PostAsync("/views", Json(name, "", position));
        }

        (await NamesAsync(person)).ShouldBe(["b", "d", "a", "c", "e"]);
    }

    [Theory]
    [InlineData("a", 2, "b c a d")]
    [InlineData("d", 0, "d a b c")]
    [InlineData("b", 49, "a c d b")]
    [InlineData("c", 2, "a b c d")]
    public async Task A_moved_view_shifts_those_between(string name, int position, string expected)
    {
        var person = await api.PersonAsync();
        var ids = new Dictionary<string, string>();
        foreach (var each in new[] { "a", "b", "c", "d" })
        {
            ids[each] = await CreateAsync(person, each);
        }

        var moved = await (await person.PatchAsync($"/views/{ids[name]}", $$"""{"position": {{position}}}""")).ReadAsync();

        (await NamesAsync(person)).ShouldBe(expected.Split(' '));
        moved["position"]!.GetValue<int>().ShouldBe(expected.Split(' ').ToList().IndexOf(name));
    }

    [Fact]
    public async Task A_deleted_view_leaves_no_gap()
    {
        var person = await api.PersonAsync();
        await CreateAsync(person, "a");
        var second = await CreateAsync(person, "b");
        await CreateAsync(person, "c");

        (await person.DeleteAsync($"/views/{second}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await NamesAsync(person)).ShouldBe(["a", "c"]);
    }

    [Fact]
    public async Task Racing_changes_keep_the_positions_dense()
    {
        var person = await api.PersonAsync();
        var ids = new List<string>();
        for (var i = 0; i < 8; i++)
        {
            ids.Add(await CreateAsync(person, $"view {i}"));
        }

        var answers = await Task.WhenAll(Enumerable.Range(0, 48).Select(i => (i % 6) switch
        {
            0 => person.PostAsync("/views", Json($"new {i}", "", i % 5)),
            1 when i < 8 => person.DeleteAsync($"/views/{ids[i]}"),
            _ => person.PatchAsync($"/views/{ids[i % 8]}", $$"""{"position": {{i * 7 % 11}}}"""),
        }));

        answers.ShouldAllBe(answer => (int)answer.StatusCode < 300 || answer.StatusCode == HttpStatusCode.NotFound);
        (await NamesAsync(person)).Count.ShouldBe(8 + 8 - 2);
    }

    [Fact]
    public async Task The_fifty_first_view_is_refused_even_in_a_race()
    {
        var person = await api.PersonAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 55).Select(i => person.PostAsync("/views", Json($"view {i}", "", 0))));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(50);
        await answers.First(answer => answer.StatusCode != HttpStatusCode.Created).ShouldBeAsync(
            HttpStatusCode.Conflict, Error("VIEW_LIMIT_REACHED", "You have 50 views. Delete one to make room."));
        (await NamesAsync(person)).Count.ShouldBe(50);
    }

    [Theory]
    [InlineData("")]
    [InlineData("search=%E2%82%AC%20100&owner=me&due=overdue&place=calendar&view=agenda&page_size=50")]
    [InlineData("status=TODO&status=DONE&priority=LOW,HIGH&tags=a,b&due_from=2026-01-01&due_to=2026-01-31T10:00:00Z&sort=priority:desc,title")]
    public async Task Queries_of_the_list_and_the_page_are_accepted(string query)
    {
        var person = await api.PersonAsync();

        var view = await (await person.PostAsync("/views", Json("view", query))).ReadAsync(HttpStatusCode.Created);

        view["query"]!.GetValue<string>().ShouldBe(query);
    }

    [Theory]
    [InlineData("page=2", "'page' is not a parameter of a view")]
    [InlineData("STATUS=TODO", "'STATUS' is not a parameter of a view")]
    [InlineData("assignee=me", "'assignee' is not a parameter of a view")]
    [InlineData("status=todo", "status must be of TODO, IN_PROGRESS, BLOCKED, DONE")]
    [InlineData("due=tomorrow", "due must be one of overdue, today, week")]
    [InlineData("place=list", "place must be one of board, calendar")]
    [InlineData("view=year", "view must be one of month, agenda")]
    [InlineData("owner=bob", "owner must be a UUID")]
    [InlineData("page_size=101", "page_size must be a whole number from 1 to 100")]
    [InlineData("due_from=31-12", "due_from must be an ISO 8601 date or date and time, e.g. 2025-12-31 or 2025-12-31T10:00:00Z")]
    [InlineData("search=%00", "search must not contain the character U+0000")]
    public async Task A_query_the_list_would_refuse_is_refused(string query, string message)
    {
        var person = await api.PersonAsync();
        var id = await CreateAsync(person, "view");
        var refusal = Invalid("query", message);

        await (await person.PostAsync("/views", Json("other", query))).ShouldBeAsync(HttpStatusCode.BadRequest, refusal);
        await (await person.PatchAsync($"/views/{id}", $$"""{"query": "{{query}}"}""")).ShouldBeAsync(HttpStatusCode.BadRequest, refusal);
    }

    [Theory]
    [InlineData("""{"query": ""}""", "name", "is required")]
    [InlineData("""{"name": "a"}""", "query", "is required")]
    [InlineData("""{"name": "\u200b ", "query": ""}""", "name", "must not be empty")]
    [InlineData("""{"name": 7, "query": ""}""", "name", "must be a string")]
    [InlineData("""{"name": "a", "query": null}""", "query", "must be a string")]
    [InlineData("""{"name": "a", "query": "", "position": -1}""", "position", "must be a whole number from 0 to 49")]
    [InlineData("""{"name": "a", "query": "", "position": 50}""", "position", "must be a whole number from 0 to 49")]
    [InlineData("""{"name": "a", "query": "", "position": 1.5}""", "position", "must be a whole number from 0 to 49")]
    [InlineData("""{"name": "a", "query": "", "position": "1"}""", "position", "must be a whole number from 0 to 49")]
    public async Task A_view_with_invalid_members_is_refused(string body, string field, string message)
    {
        var person = await api.PersonAsync();

        await (await person.PostAsync("/views", body)).ShouldBeAsync(HttpStatusCode.BadRequest, Invalid(field, message));
    }

    [Theory]
    [InlineData("""{"name": null}""", "name", "must be a string")]
    [InlineData("""{"query": null}""", "query", "must be a string")]
    [InlineData("""{"position": null}""", "position", "must be a whole number from 0 to 49")]
    public async Task A_change_to_null_is_refused(string body, string field, string message)
    {
        var person = await api.PersonAsync();
        var id = await CreateAsync(person, "view");

        await (await person.PatchAsync($"/views/{id}", body)).ShouldBeAsync(HttpStatusCode.BadRequest, Invalid(field, message));
    }

    [Fact]
    public async Task Lengths_count_code_points()
    {
        var person = await api.PersonAsync();
        var search = "search=" + string.Concat(Enumerable.Repeat("🙂", 493));

        await CreateAsync(person, string.Concat(Enumerable.Repeat("🙂", 60)), search);
        await (await person.PostAsync("/views", Json(new string('n', 61), "tags=" + new string('t', 1996)))).ShouldBeAsync(
            HttpStatusCode.BadRequest,
            """
            {"error": {"code": "VALIDATION_ERROR", "message": "The request is not valid", "details":
             {"name": ["must have at most 60 characters"], "query": ["must have at most 2000 characters"]}, "correlation_id": "*"}}
            """);
    }

    [Fact]
    public async Task A_view_keeps_its_place_when_renamed()
    {
        var person = await api.PersonAsync();
        var first = await CreateAsync(person, "a");
        await CreateAsync(person, "b");

        var changed = await (await person.PatchAsync($"/views/{first}", """{"name": "A", "query": "??owner=me"}""")).ReadAsync();

        changed["query"]!.GetValue<string>().ShouldBe("owner=me");
        (await NamesAsync(person)).ShouldBe(["A", "b"]);
    }

    [Fact]
    public async Task A_change_without_members_changes_nothing()
    {
        var person = await api.PersonAsync();
        var id = await CreateAsync(person, "view", "owner=me");

        await (await person.PatchAsync($"/views/{id}", "{}")).ShouldBeAsync(
            HttpStatusCode.OK, $$"""{"id": "{{id}}", "name": "view", "query": "owner=me", "position": 0}""");
    }

    private static string Json(string name, string query = "", int? position = null) =>
        new JsonObject { ["name"] = name, ["query"] = query, ["position"] = position }.ToJsonString();

    private static async Task<string> CreateAsync(Person person, string name, string query = "") =>
        (await (await person.PostAsync("/views", Json(name, query))).ReadAsync(HttpStatusCode.Created))["id"]!.GetValue<string>();

    /// <summary>The names in their order, of which the positions are checked.</summary>
    private static async Task<List<string>> NamesAsync(Person person)
    {
        var views = (await (await person.GetAsync("/views")).ReadAsync()).AsArray();
        views.Select(view => view!["position"]!.GetValue<int>()).ShouldBe(Enumerable.Range(0, views.Count));
        return [.. views.Select(view => view!["name"]!.GetValue<string>())];
    }

    private static string Error(string code, string message) =>
        $$$"""{"error": {"code": "{{{code}}}", "message": "{{{message}}}", "details": {}, "correlation_id": "*"}}""";

    private static string Invalid(string field, string message) => $$$"""
        {"error": {"code": "VALIDATION_ERROR", "message": "The request is not valid",
         "details": {"{{{field}}}": ["{{{message}}}"]}, "correlation_id": "*"}}
        """;
}

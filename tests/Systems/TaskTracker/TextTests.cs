using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>Comparison of text, and text without visible characters.</summary>
public sealed class TextTests(Api api) : IClassFixture<Api>
{
    public static TheoryData<string> BlankTexts { get; } =
    [
        "\\u200B", "\\u2060", "\\uFEFF", "\\u00AD", "\\u3164", "\\u115F\\u1160", "\\u17B4", "\\u180B\\u180E", "\\u2800", "\\uFFA0",
        "\\uFE0F", "\\uDB40\\uDC41",
        " \\u00A0\\u200D\\u3000",
    ];

    [Theory]
    [InlineData("ΟΔΟΣ")]
    [InlineData("οδοσ")]
    public async Task Search_finds_a_part_of_a_word_in_any_case(string search)
    {
        var person = await api.PersonAsync();
        await person.TaskAsync("""{"title": "ΟΔΟΣΗΜΑ"}""");
        await person.TaskAsync("""{"title": "ΟΔΟΣ"}""");

        (await FindAsync(person, search)).ShouldBe(["ΟΔΟΣ", "ΟΔΟΣΗΜΑ"]);
    }

    [Theory]
    [InlineData("report ")]
    [InlineData(" the report")]
    [InlineData("report\u00A0")]
    public async Task A_search_is_trimmed(string search)
    {
        var person = await api.PersonAsync();
        await person.TaskAsync("""{"title": "Write the report"}""");

        (await FindAsync(person, search)).ShouldBe(["Write the report"]);
    }

    [Theory]
    [InlineData("%20")]
    [InlineData("%E2%80%8B")]
    public async Task A_search_without_visible_characters_is_ignored(string search)
    {
        var person = await api.PersonAsync();
        await person.TaskAsync();

        (await FindEscapedAsync(person, search)).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Tags_that_differ_only_in_case_are_one()
    {
        var person = await api.PersonAsync();
        var first = await person.CreateAsync("""{"title": "one", "tags": ["κήπος"]}""");
        var second = await person.CreateAsync("""{"title": "two", "tags": ["ΚΉΠΟΣ"]}""");

        foreach (var tag in new[] { "κήπος", "κήποσ", "ΚΉΠΟΣ" })
        {
            var page = await (await person.GetAsync($"/tasks?owner=me&tags={Uri.EscapeDataString(tag)}")).ReadAsync();
            page["total"]!.GetValue<int>().ShouldBe(2, tag);
        }

        var tags = (await (await person.GetAsync("/tags?limit=1000")).ReadAsync()).AsArray();
        tags.Count(tag => tag!["name"]!.GetValue<string>().StartsWith("κήπο", StringComparison.Ordinal)).ShouldBe(1);
        foreach (var task in new[] { first, second })
        {
            var read = await (await person.GetAsync($"/tasks/{task["id"]!.GetValue<string>()}")).ReadAsync();
            JsonNode.DeepEquals((read["task"] ?? read)["tags"], task["tags"]).ShouldBeTrue("the answers to POST and GET agree");
        }
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData(",")]
    public async Task A_tag_with_a_comma_is_refused(string tag)
    {
        var person = await api.PersonAsync();
        var id = await person.TaskAsync();
        var json = $$"""{"title": "comma", "tags": ["fine", "{{tag}}"]}""";

        foreach (var answer in new[]
        {
            await person.PostAsync("/tasks", json),
            await person.PutAsync($"/tasks/{id}", json),
            await person.PatchAsync($"/tasks/{id}", json),
        })
        {
            var error = (await answer.ReadAsync(HttpStatusCode.BadRequest))["error"]!;
            error["details"]!.ToJsonString().ShouldBe("""{"tags.1":["must not contain a comma"]}""");
        }
    }

    [Theory]
    [MemberData(nameof(BlankTexts))]
    public async Task Required_text_without_visible_characters_is_empty(string blank)
    {
        var person = await api.PersonAsync();
        var id = await person.TaskAsync();
        var json = $$"""{"title": "{{blank}}", "tags": ["{{blank}}"]}""";

        foreach (var answer in new[]
        {
            await person.PostAsync("/tasks", json),
            await person.PutAsync($"/tasks/{id}", json),
            await person.PatchAsync($"/tasks/{id}", json),
        })
        {
            var error = (await answer.ReadAsync(HttpStatusCode.BadRequest))["error"]!;
            error["code"]!.GetValue<string>().ShouldBe("VALIDATION_ERROR");
            error["details"]!.ToJsonString().ShouldBe("""{"title":["must not be empty"],"tags.0":["must not be empty"]}""");
        }
    }

    [Theory]
    [MemberData(nameof(BlankTexts))]
    public async Task Optional_text_without_visible_characters_is_empty(string blank)
    {
        var email = $"blank.{Guid.NewGuid():N}@example.com";
        var account = await (await api.PostAsync(
            "/auth/register",
            $$"""{"email": "{{email}}", "password": "{{Api.Password}}", "full_name": "{{blank}}"}""")).ReadAsync(HttpStatusCode.Created);
        var task = await (await api.PersonAsync()).CreateAsync($$"""{"title": "t", "description": "{{blank}}"}""");

        account["full_name"].ShouldBeNull();
        task["description"]!.GetValue<string>().ShouldBe("");
    }

    [Theory]
    [InlineData("👨‍👩‍👧")]
    [InlineData("می‌خواهم")]
    [InlineData("क्‍ष")]
    [InlineData("soft\u00ADhyphen")]
    [InlineData("❤️")]
    public async Task Joiners_within_visible_text_are_kept(string title)
    {
        var person = await api.PersonAsync();

        var task = await person.CreateAsync(new JsonObject { ["title"] = title, ["tags"] = new JsonArray(title) }.ToJsonString());

        task["title"]!.GetValue<string>().ShouldBe(title);
        task["tags"]![0]!.GetValue<string>().ShouldBe(title);
    }

    [Fact]
    public async Task Titles_are_compared_with_accents_last()
    {
        var person = await api.PersonAsync();
        foreach (var title in new[] { "Zebra", "Ärger", "apfel", "Äpfel", "Banane" })
        {
            await person.TaskAsync(new JsonObject { ["title"] = title }.ToJsonString());
        }

        (await TitlesAsync(person, "/tasks?owner=me&sort=title")).ShouldBe(["apfel", "Äpfel", "Ärger", "Banane", "Zebra"]);
    }

    [Theory]
    [InlineData("update tasks set status = 'NONE'")]
    [InlineData("update tasks set status_rank = 4")]
    [InlineData("update tasks set status = 'DONE'")]
    [InlineData("update tasks set priority = 'URGENT'")]
    [InlineData("update tasks set priority_rank = -1")]
    public async Task The_database_refuses_an_unknown_status_or_priority(string sql)
    {
        var id = await (await api.PersonAsync()).TaskAsync();

        var refusal = await Should.ThrowAsync<Npgsql.PostgresException>(() => api.ExecuteAsync($"{sql} where id = $1", Guid.Parse(id)));

        refusal.ConstraintName.ShouldBeOneOf("tasks_status_check", "tasks_priority_check");
    }

    private static Task<string[]> FindAsync(Person person, string search) => FindEscapedAsync(person, Uri.EscapeDataString(search));

    private static Task<string[]> FindEscapedAsync(Person person, string search) => TitlesAsync(person, $"/tasks?owner=me&search={search}");

    private static async Task<string[]> TitlesAsync(Person person, string path) =>
        [.. (await (await person.GetAsync(path)).ReadAsync())["items"]!.AsArray().Select(task => task!["title"]!.GetValue<string>())];
}

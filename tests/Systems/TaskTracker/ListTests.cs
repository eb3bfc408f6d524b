using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>GET /tasks: filters, search, sorting and pages (document 002 §5.1, §5.4).</summary>
public sealed class ListTests(ListWorld world) : IClassFixture<ListWorld>
{
    private const string All = "Foxtrot echo Delta charlie Bravo alpha";

    [Theory]
    [InlineData("")]
    [InlineData("search=&status=&priority=&tags=&owner=&due_from=&due_to=&sort=&page=&page_size=")]
    [InlineData("status=,,&tags=,&sort=,")]
    [InlineData("unknown=1")]
    public async Task The_newest_come_first_and_empty_values_are_ignored(string query) => (await world.ListAsync(query)).ShouldBe(All);

    [Theory]
    [InlineData("status=TODO", "Foxtrot echo alpha")]
    [InlineData("status=DONE,BLOCKED", "Delta charlie")]
    [InlineData("status=DONE&status=BLOCKED", "Delta charlie")]
    [InlineData("status=DONE,%20BLOCKED&status=IN_PROGRESS", "Delta charlie Bravo")]
    [InlineData("priority=CRITICAL", "echo Bravo")]
    [InlineData("priority=LOW,HIGH", "Foxtrot Delta alpha")]
    [InlineData("status=TODO&priority=HIGH,LOW", "Foxtrot alpha")]
    [InlineData("tags=backend", "Bravo alpha")]
    [InlineData("tags=BACKEND,frontend", "echo Bravo alpha")]
    [InlineData("tags=backend&tags=urgent", "charlie Bravo alpha")]
    [InlineData("tags=nobody", "")]
    [InlineData("owner=me", "Delta charlie Bravo alpha")]
    [InlineData("owner={grace}", "Foxtrot echo")]
    [InlineData("owner=0199c2f4-b1d0-7cc0-9c1d-0ac0b7d3f8aa", "")]
    [InlineData("owner={grace}&status=TODO&priority=CRITICAL&tags=frontend&search=echo", "echo")]
    public async Task Filters_apply_to_the_list_and_its_total(string query, string titles)
    {
        (await world.ListAsync(query)).ShouldBe(titles);
        (await world.PageAsync(query))["total"]!.GetValue<int>().ShouldBe(titles.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("due_from=2026-03-02", "Foxtrot charlie")]
    [InlineData("due_to=2026-03-01", "echo Bravo alpha")]
    [InlineData("due_from=2026-03-01&due_to=2026-03-01", "Bravo alpha")]
    [InlineData("due_from=2026-03-02T00:00:00Z&due_to=2026-03-02T00:00:00Z", "charlie")]
    [InlineData("due_from=2026-03-02T00:00:00&due_to=2026-03-02T11:59:59.999", "charlie")]
    [InlineData("due_from=2026-03-02T02:00:00%2B02:00&due_to=2026-03-02T02:00:00%2B02:00", "charlie")]
    [InlineData("due_from=2026-03-02T02:00:00+02:00&due_to=2026-03-02", "Foxtrot charlie")]
    [InlineData("due_from=0001-01-01&due_to=9999-12-31", "Foxtrot echo charlie Bravo alpha")]
    [InlineData("due_from=2026-03-03&due_to=2026-03-01", "")]
    [InlineData("due_from=2026-03-02t00:00:00.000999999z&due_to=2026-03-02T00:00:00.000000001Z", "charlie")]
    [InlineData("due_from=2026-03-02T02:00:00%2B02&due_to=2026-03-02%2002:00:00+0200", "charlie")]
    [InlineData(
        "due_from=2026-03-02T00:00:00.0000000000000000000000000000000000000000000000000000000000000000000000Z&due_to=2026-03-02T00:00",
        "charlie")]
    public async Task Due_date_limits_are_inclusive_for_whole_days(string query, string titles) =>
        (await world.ListAsync(query)).ShouldBe(titles);

    [Theory]
    [InlineData("alpha", "Foxtrot alpha")]
    [InlineData("ALPHA", "Foxtrot alpha")]
    [InlineData("lph", "Foxtrot alpha")]
    [InlineData("l", "Foxtrot Delta charlie alpha")]
    [InlineData("%", "alpha")]
    [InlineData("0% o", "alpha")]
    [InlineData("_", "Bravo")]
    [InlineData("a_b", "Bravo")]
    [InlineData("\\", "charlie")]
    [InlineData("C:\\TEMP", "charlie")]
    [InlineData("'", "Delta")]
    [InlineData("a's", "Delta")]
    [InlineData("🎉", "Delta")]
    [InlineData("äöü", "echo")]
    [InlineData("\" or 1=1 --", "")]
    [InlineData("*", "")]
    [InlineData("\uFFFD", "")]
    public async Task Search_finds_literal_text_in_title_and_description(string search, string titles)
    {
        (await world.ListAsync("search=" + Uri.EscapeDataString(search))).ShouldBe(titles);
        (await world.PageAsync("search=" + Uri.EscapeDataString(search)))["total"]!.GetValue<int>()
            .ShouldBe(titles.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Theory]
    [InlineData("search=100%25+of", "alpha")]
    [InlineData("search=100%25%20of", "alpha")]
    [InlineData("search=+of+", "alpha")]
    public async Task A_plus_in_a_query_is_a_space(string query, string titles) => (await world.ListAsync(query)).ShouldBe(titles);

    [Theory]
    [InlineData("created_at:asc", "alpha Bravo charlie Delta echo Foxtrot")]
    [InlineData("created_at:desc", All)]
    [InlineData("updated_at:asc", "alpha charlie echo Bravo Delta Foxtrot")]
    [InlineData("updated_at:desc", "Foxtrot Delta Bravo echo charlie alpha")]
    [InlineData("title:asc", "alpha Bravo charlie Delta echo Foxtrot")]
    [InlineData("title", "alpha Bravo charlie Delta echo Foxtrot")]
    [InlineData("title:desc", All)]
    [InlineData("due_date:asc", "echo alpha Bravo charlie Foxtrot Delta")]
    [InlineData("due_date:desc", "Foxtrot charlie Bravo alpha echo Delta")]
    [InlineData("status:asc,title:asc", "alpha echo Foxtrot Bravo Delta charlie")]
    [InlineData("status:desc,title:desc", "charlie Delta Bravo Foxtrot echo alpha")]
    [InlineData("priority:asc,created_at:desc", "alpha charlie Foxtrot Delta echo Bravo")]
    [InlineData("priority:desc,created_at:asc", "Bravo echo Delta Foxtrot charlie alpha")]
    [InlineData("priority:desc&sort=created_at:asc", "Bravo echo Delta Foxtrot charlie alpha")]
    [InlineData("status:asc,priority:desc,due_date:asc", "echo Foxtrot alpha Bravo Delta charlie")]
    [InlineData("title:asc,title:desc", "alpha Bravo charlie Delta echo Foxtrot")]
    public async Task Lists_sort_by_every_field_in_both_directions(string sort, string titles) =>
        (await world.ListAsync("sort=" + sort)).ShouldBe(titles);

    [Theory]
    [InlineData("search=%FF")]
    [InlineData("search=%ED%A0%80")]
    [InlineData("tags=%FF,%ED%A0%80")]
    public async Task Escapes_of_invalid_UTF8_match_nothing(string query) => (await world.ListAsync(query)).ShouldBe("");

    [Fact]
    public async Task A_page_has_its_number_and_the_total()
    {
        var answer = await world.Ada.GetAsync("/tasks?sort=title&page=2&page_size=4&search=e");

        await answer.ShouldBeAsync(HttpStatusCode.OK, """{"items": [], "page": 2, "page_size": 4, "total": 4}""");
    }

    [Fact]
    public async Task Pages_have_no_gap_and_no_overlap()
    {
        var pages = new[]
        {
            await world.ListAsync("page=1&page_size=4"),
            await world.ListAsync("page=2&page_size=4"),
            await world.ListAsync("page=3&page_size=4"),
        };

        pages.ShouldBe(["Foxtrot echo Delta charlie", "Bravo alpha", ""]);
    }

    [Theory]
    [InlineData("page=2147483647&page_size=100")]
    [InlineData("page=1000000")]
    public async Task A_page_past_the_end_is_empty_with_a_total(string query)
    {
        var page = await world.PageAsync(query);

        page["items"]!.AsArray().ShouldBeEmpty();
        page["total"]!.GetValue<int>().ShouldBe(6);
    }

    [Fact]
    public async Task A_listed_task_equals_the_task_itself()
    {
        var listed = (await world.PageAsync("tags=frontend"))["items"]![0]!;

        await (await world.Ada.GetAsync($"/tasks/{listed["id"]}"))
            .ShouldBeAsync(HttpStatusCode.OK, $$"""{"task": {{listed.ToJsonString()}}, "attachments": []}""");
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=-1", "page")]
    [InlineData("page=1.0", "page")]
    [InlineData("page=one", "page")]
    [InlineData("page=%201", "page")]
    [InlineData("page_size=0", "page_size")]
    [InlineData("page_size=101", "page_size")]
    [InlineData("sort=owner:asc", "sort")]
    [InlineData("sort=title:up", "sort")]
    [InlineData("sort=title:asc:desc", "sort")]
    [InlineData("sort=TITLE", "sort")]
    [InlineData("sort=title;drop%20table%20tasks", "sort")]
    [InlineData("status=todo", "status")]
    [InlineData("status=TODO,LOST", "status")]
    [InlineData("priority=URGENT", "priority")]
    [InlineData("owner=somebody", "owner")]
    [InlineData("due_from=tomorrow", "due_from")]
    [InlineData("due_from=2026-02-30", "due_from")]
    [InlineData("due_from=0001-01-01T00:00:00%2B14:00", "due_from")]
    [InlineData("due_to=9999-12-31T23:59:59-12:00", "due_to")]
    [InlineData("due_to=10000-01-01", "due_to")]
    [InlineData("search=%00", "search")]
    [InlineData("tags=%00", "tags")]
    public async Task A_bad_value_is_a_validation_error_of_its_parameter(string query, string parameter)
    {
        var error = (await (await world.Ada.GetAsync("/tasks?" + query)).ReadAsync(HttpStatusCode.BadRequest))["error"]!;

        error["code"]!.GetValue<string>().ShouldBe("VALIDATION_ERROR");
        error["details"]!.AsObject().Select(detail => detail.Key).ShouldBe([parameter]);
    }

    [Fact]
    public async Task All_bad_values_are_reported_together()
    {
        var error = (await (await world.Ada.GetAsync("/tasks?page=0&page_size=101&sort=x&status=x&priority=x&due_from=x&due_to=x&owner=x"))
            .ReadAsync(HttpStatusCode.BadRequest))["error"]!;

        error["details"]!.AsObject().Select(detail => detail.Key)
            .ShouldBe(["page", "page_size", "sort", "status", "priority", "due_from", "due_to", "owner"], ignoreOrder: true);
    }
}

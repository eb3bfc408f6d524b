using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>Totals add up whole days, and the last day of the calendar has no next one.</summary>
public sealed class LastDayTests
{
    [Fact]
    public async Task Totals_agree_with_items_on_the_last_day()
    {
        await using var api = await Api.StartAsync();
        var eve = await api.PersonAsync();
        await eve.TaskAsync("""{"title": "early", "due_date": "9999-12-31T01:00:00Z"}""");
        await eve.TaskAsync("""{"title": "late", "due_date": "9999-12-31T23:00:00Z"}""");

        foreach (var (query, count) in new[]
        {
            ("due_to=9999-12-31T12:00:00Z", 1),
            ("due_from=9999-12-31T12:00:00Z", 1),
            ("due_from=9999-12-31", 2),
            ("due_from=9999-12-31T12:00:00Z&due_to=9999-12-31", 1),
            ("due_from=9999-12-31T02:00:00Z&due_to=9999-12-31T12:00:00Z", 0),
        })
        {
            var page = await (await eve.GetAsync($"/tasks?{query}")).ReadAsync();
            page["items"]!.AsArray().Count.ShouldBe(count, query);
            page["total"]!.GetValue<int>().ShouldBe(count, query);
        }
    }
}

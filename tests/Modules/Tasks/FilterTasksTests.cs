using Shouldly;
using Tracker.Modules.Tasks;
using SortDirection = Tracker.Platform.Primitives.SortDirection;

namespace Tracker.Tests.Modules.Tasks;

public sealed class FilterTasksTests : IAsyncLifetime
{
    private TaskWorld world = null!;

    public async ValueTask InitializeAsync() => world = await TaskWorld.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Theory]
    [InlineData("100%")]
    [InlineData("_under")]
    [InlineData(@"back\slash")]
    [InlineData("O'Brien")]
    [InlineData("🙂")]
    [InlineData("ПРИВЕТ")]
    [InlineData("ÄRGER")]
    [InlineData("e")]
    public async Task Search_finds_literal_text_in_any_case_and_position(string search)
    {
        await world.CreateAsync("sales up 100% today");
        await world.CreateAsync("an _underlined word");
        await world.CreateAsync(@"a back\slash");
        await world.CreateAsync("ask o'brien about it");
        await world.CreateAsync("smile 🙂 now");
        await world.CreateAsync("о, привет мир");
        await world.CreateAsync("viel Ärger");
        await world.CreateAsync("100 xunder");

        var found = await world.ListAsync(new TaskFilter { Search = search });

        found.Items.ShouldNotBeEmpty();
        found.Items.ShouldAllBe(task => task.Title.Contains(search, StringComparison.OrdinalIgnoreCase));
        found.Items.Count.ShouldBe(search == "e" ? 6 : 1);
        found.Total.ShouldBe(found.Items.Count);
    }

    [Fact]
    public async Task Search_covers_titles_and_descriptions_but_not_across_both()
    {
        await world.CreateAsync("one", "two three");

        (await world.TitlesAsync(new TaskFilter { Search = "O THR" })).ShouldBe(["one"]);
        (await world.TitlesAsync(new TaskFilter { Search = "one two" })).ShouldBeEmpty();
        (await world.TitlesAsync(new TaskFilter { Search = "one\ntwo" })).ShouldBeEmpty();
        (await world.TitlesAsync(new TaskFilter { Search = "one\u001Ftwo" })).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ΟΔΟΣ")]
    [InlineData("οδοσ")]
    [InlineData("οδος")]
    [InlineData("οδο")]
    public async Task Search_finds_a_word_part_before_any_letter(string search)
    {
        await world.CreateAsync("ΟΔΟΣΗΜΑ");
        await world.CreateAsync("ΟΔΟΣ");

        (await world.TitlesAsync(new TaskFilter { Search = search })).ShouldBe(["ΟΔΟΣ", "ΟΔΟΣΗΜΑ"]);
    }

    [Fact]
    public async Task Search_ignores_the_Unicode_composition()
    {
        await world.CreateAsync("cafe\u0301");

        (await world.TitlesAsync(new TaskFilter { Search = "CAFÉ" })).ShouldBe(["cafe\u0301"]);
    }

    [Fact]
    public async Task Search_and_sort_use_the_changed_title_and_description()
    {
        var task = await world.CreateAsync("zebra", "old");
        await world.CreateAsync("middle");

        await world.ChangeAsync(task.Id, new TaskChanges { Title = "ABACUS", Description = "new" });

        (await world.TitlesAsync(new TaskFilter { Search = "zebra" })).ShouldBeEmpty();
        (await world.TitlesAsync(new TaskFilter { Search = "NEW" })).ShouldBe(["ABACUS"]);
        (await world.TitlesAsync(null, new TaskSort(TaskSortField.Title, SortDirection.Ascending))).ShouldBe(["ABACUS", "middle"]);
    }

    [Theory]
    [InlineData("TODO", null, "a b")]
    [InlineData("TODO,DONE", null, "a b c")]
    [InlineData(null, "HIGH", "b c")]
    [InlineData(null, "HIGH,CRITICAL", "b c d")]
    [InlineData("TODO,BLOCKED", "HIGH,CRITICAL", "b d")]
    [InlineData("IN_PROGRESS", "LOW", "")]
    [InlineData("TODO,IN_PROGRESS,BLOCKED,DONE", "LOW", "a")]
    [InlineData("TODO,IN_PROGRESS,BLOCKED,DONE", "LOW,MEDIUM,HIGH,CRITICAL", "a b c d")]
    public async Task Status_and_priority_sets_filter(string? statuses, string? priorities, string expected)
    {
        await world.CreateAsync("a", status: "TODO", priority: "LOW");
        await world.CreateAsync("b", status: "TODO", priority: "HIGH");
        await world.CreateAsync("c", status: "DONE", priority: "HIGH");
        await world.CreateAsync("d", status: "BLOCKED", priority: "CRITICAL");
        var filter = new TaskFilter
        {
            Statuses = [.. (statuses?.Split(',') ?? []).Select(world.Status)],
            Priorities = [.. (priorities?.Split(',') ?? []).Select(world.Priority)],
        };

        var found = await world.ListAsync(filter);
        var oldestFirst = await world.TitlesAsync(filter, new TaskSort(TaskSortField.CreatedAt, SortDirection.Ascending));
        var byTitle = await world.TitlesAsync(filter, new TaskSort(TaskSortField.Title, SortDirection.Ascending));

        string.Join(' ', found.Items.Select(task => task.Title).Reverse()).ShouldBe(expected);
        string.Join(' ', oldestFirst).ShouldBe(expected);
        string.Join(' ', byTitle).ShouldBe(expected);
        found.Total.ShouldBe(found.Items.Count);
    }

    [Theory]
    [InlineData("work", "a b")]
    [InlineData(" WORK ,home", "a b c")]
    [InlineData("nowhere", "")]
    public async Task A_task_with_any_of_the_tags_matches(string tags, string expected)
    {
        await world.CreateAsync("a", tags: ["work"]);
        await world.CreateAsync("b", tags: ["Work", "home"]);
        await world.CreateAsync("c", tags: ["home"]);
        await world.CreateAsync("d");

        var found = await world.ListAsync(new TaskFilter { Tags = tags.Split(',') });

        string.Join(' ', found.Items.Select(task => task.Title).Reverse()).ShouldBe(expected);
        found.Total.ShouldBe(found.Items.Count);
    }

    [Theory]
    [InlineData(2, null, "b c")]
    [InlineData(null, 2, "a b")]
    [InlineData(2, 2, "b")]
    [InlineData(3, 1, "")]
    public async Task The_due_date_filter_includes_both_ends(int? from, int? to, string expected)
    {
        await world.CreateAsync("a", due: Day(1));
        await world.CreateAsync("b", due: Day(2));
        await world.CreateAsync("c", due: Day(3));
        await world.CreateAsync("none");
        var filter = new TaskFilter { DueFrom = from is { } first ? Day(first) : null, DueTo = to is { } last ? Day(last) : null };

        string.Join(' ', (await world.TitlesAsync(filter)).Reverse()).ShouldBe(expected);
    }

    [Fact]
    public async Task The_ends_of_the_calendar_are_ordinary_dates()
    {
        await world.CreateAsync("first", due: DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc));
        await world.CreateAsync("last", due: DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc));

        var found = await world.ListAsync(sort: [new(TaskSortField.DueDate, SortDirection.Ascending)]);

        found.Items.Select(task => task.DueDate!.Value.Year).ShouldBe([1, 9999]);
    }

    [Fact]
    public async Task The_owner_filter_combines_with_every_other_filter()
    {
        await world.CreateAsync("anna's", status: "DONE");
        await world.CreateAsync("ben's done", status: "DONE", owner: world.Ben);
        await world.CreateAsync("ben's", owner: world.Ben);

        (await world.TitlesAsync(new TaskFilter { OwnerId = world.Ben.Id })).ShouldBe(["ben's", "ben's done"]);
        var done = await world.ListAsync(new TaskFilter { OwnerId = world.Ben.Id, Statuses = [world.Status("DONE")] });
        done.Items.Single().Title.ShouldBe("ben's done");
        done.Total.ShouldBe(1);
        (await world.ListAsync(new TaskFilter { OwnerId = world.Ben.Id, Search = "done" })).Total.ShouldBe(1);
    }

    private static DateTime Day(int day) => new(2026, 6, day, 0, 0, 0, DateTimeKind.Utc);
}

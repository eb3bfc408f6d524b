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

    [Fact]
    public async Task A_search_within_one_owners_tasks_counts_only_theirs()
    {
        await world.CreateAsync("anna's done");
        await world.CreateAsync("ben's done", owner: world.Ben);

        (await world.ListAsync(new TaskFilter { OwnerId = world.Ben.Id, Search = "done" })).Total.ShouldBe(1);
    }

    [Fact]
    public async Task The_ends_of_the_calendar_are_ordinary_dates()
    {
        await world.CreateAsync("first", due: DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc));
        await world.CreateAsync("last", due: DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc));

        var found = await world.ListAsync(sort: [new(TaskSortField.DueDate, SortDirection.Ascending)]);

        found.Items.Select(task => task.DueDate!.Value.Year).ShouldBe([1, 9999]);
    }
}

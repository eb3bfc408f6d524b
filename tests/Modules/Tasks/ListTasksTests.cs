using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Platform.Primitives;
using static Tracker.Platform.Primitives.SortDirection;
using SortDirection = Tracker.Platform.Primitives.SortDirection;

namespace Tracker.Tests.Modules.Tasks;

public sealed class ListTasksTests : IAsyncLifetime
{
    private TaskWorld world = null!;

    public async ValueTask InitializeAsync() => world = await TaskWorld.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task By_default_the_newest_come_first_and_pages_never_overlap()
    {
        foreach (var i in Enumerable.Range(1, 5))
        {
            await world.CreateAsync($"t{i}");
        }

        var pages = new List<Page<TaskItem>>
        {
            await world.ListAsync(page: 1, size: 2),
            await world.ListAsync(page: 2, size: 2),
            await world.ListAsync(page: 3, size: 2),
        };

        pages.SelectMany(page => page.Items).Select(task => task.Title).ShouldBe(["t5", "t4", "t3", "t2", "t1"]);
        pages.ShouldAllBe(page => page.Total == 5);
    }

    [Fact]
    public async Task A_page_past_the_end_is_empty_with_a_total()
    {
        await world.CreateAsync();

        var page = await world.ListAsync(page: int.MaxValue, size: 100);

        page.Items.ShouldBeEmpty();
        page.Total.ShouldBe(1);
    }

    [Theory]
    [InlineData(TaskSortField.Status, Ascending, "b d c a")]
    [InlineData(TaskSortField.Status, Descending, "a c d b")]
    [InlineData(TaskSortField.Priority, Ascending, "d a c b")]
    [InlineData(TaskSortField.Priority, Descending, "b c a d")]
    [InlineData(TaskSortField.CreatedAt, Ascending, "a b c d")]
    [InlineData(TaskSortField.CreatedAt, Descending, "d c b a")]
    public async Task Status_and_priority_sort_by_rank(TaskSortField field, SortDirection direction, string expected)
    {
        await world.CreateAsync("a", status: "DONE", priority: "MEDIUM");
        await world.CreateAsync("b", status: "TODO", priority: "CRITICAL");
        await world.CreateAsync("c", status: "BLOCKED", priority: "HIGH");
        await world.CreateAsync("d", status: "IN_PROGRESS", priority: "LOW");

        string.Join(' ', await world.TitlesAsync(null, new TaskSort(field, direction))).ShouldBe(expected);
    }

    [Theory]
    [InlineData(Ascending, "soon later none")]
    [InlineData(Descending, "later soon none")]
    public async Task Tasks_without_a_due_date_come_last_in_both_directions(SortDirection direction, string expected)
    {
        await world.CreateAsync("none");
        await world.CreateAsync("later", due: Day(20));
        await world.CreateAsync("soon", due: Day(10));

        string.Join(' ', await world.TitlesAsync(null, new TaskSort(TaskSortField.DueDate, direction))).ShouldBe(expected);
    }

    [Theory]
    [InlineData(Ascending, "Äpfel", "Alpha", "beta", "apfel", "Gamma", "ärger")]
    [InlineData(Descending, "Äpfel", "Alpha", "beta", "apfel", "Gamma", "ärger")]
    public async Task Titles_sort_case_insensitively_with_accents_last(SortDirection direction, params string[] titles)
    {
        foreach (var title in titles)
        {
            await world.CreateAsync(title);
        }

        string[] expected = ["Alpha", "apfel", "Äpfel", "ärger", "beta", "Gamma"];
        (await world.TitlesAsync(null, new TaskSort(TaskSortField.Title, direction)))
            .ShouldBe(direction == Ascending ? expected : expected.Reverse());
    }

    [Fact]
    public async Task Updated_tasks_sort_by_their_last_change()
    {
        var first = await world.CreateAsync("first");
        await world.CreateAsync("second");
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.ChangeAsync(first.Id, new TaskChanges { Description = "new" });

        (await world.TitlesAsync(null, new TaskSort(TaskSortField.UpdatedAt, Descending))).ShouldBe(["first", "second"]);
        (await world.TitlesAsync(null, new TaskSort(TaskSortField.UpdatedAt, Ascending))).ShouldBe(["second", "first"]);
    }

    [Fact]
    public async Task The_second_sort_key_orders_ties_of_the_first()
    {
        await world.CreateAsync("low 2", priority: "LOW", due: Day(2));
        await world.CreateAsync("high 1", priority: "HIGH", due: Day(1));
        await world.CreateAsync("high 2", priority: "HIGH", due: Day(2));

        var titles = await world.TitlesAsync(null, new(TaskSortField.DueDate, Descending), new(TaskSortField.Priority, Descending));

        titles.ShouldBe(["high 2", "low 2", "high 1"]);
    }

    [Theory]
    [InlineData(Ascending)]
    [InlineData(Descending)]
    public async Task Ties_are_sorted_by_id_in_the_same_direction(SortDirection direction)
    {
        var ids = new List<Guid>();
        foreach (var _ in Enumerable.Range(0, 8))
        {
            world.Clock.Advance(TimeSpan.FromSeconds(-1));
            ids.Add((await world.CreateAsync(due: Day(1))).Id);
        }

        ids.Sort((one, other) => string.CompareOrdinal(one.ToString(), other.ToString()));
        var expected = direction == Ascending ? ids : Enumerable.Reverse(ids);
        foreach (var field in Enum.GetValues<TaskSortField>())
        {
            (await world.ListAsync(sort: [new(field, direction)])).Items.Select(task => task.Id).ShouldBe(expected, field.ToString());
        }
    }

    private static DateTime Day(int day) => new(2026, 6, day, 0, 0, 0, DateTimeKind.Utc);
}

using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Platform.Primitives;
using static Tracker.Platform.Primitives.SortDirection;
using SortDirection = Tracker.Platform.Primitives.SortDirection;

namespace Tracker.Tests.Modules.Tasks.Storage;

/// <summary>What holds for lists in any storage: filters, sorts and pages.</summary>
public abstract class TaskListCompliance : TaskStorageSuite
{
    [Fact]
    public async Task Pages_without_a_sort_list_the_newest_tasks_first()
    {
        foreach (var i in Enumerable.Range(1, 5))
        {
            await CreateAsync($"t{i}");
        }

        List<Page<TaskItem>> pages = [];
        foreach (var page in Enumerable.Range(1, 3))
        {
            pages.Add(await ListAsync(page: page, size: 2));
        }

        pages.SelectMany(page => page.Items).Select(task => task.Title).ShouldBe(["t5", "t4", "t3", "t2", "t1"]);
        pages.ShouldAllBe(page => page.Total == 5);
    }

    [Fact]
    public async Task A_page_past_the_end_is_empty_with_the_total()
    {
        await CreateAsync();

        var page = await ListAsync(page: int.MaxValue, size: 100);

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
        await CreateAsync("a", status: "DONE", priority: "MEDIUM");
        await CreateAsync("b", status: "TODO", priority: "CRITICAL");
        await CreateAsync("c", status: "BLOCKED", priority: "HIGH");
        await CreateAsync("d", status: "IN_PROGRESS", priority: "LOW");

        string.Join(' ', await TitlesAsync(null, new TaskSort(field, direction))).ShouldBe(expected);
    }

    [Theory]
    [InlineData(Ascending, "soon later none")]
    [InlineData(Descending, "later soon none")]
    public async Task Tasks_without_a_due_date_come_last_in_both_directions(SortDirection direction, string expected)
    {
        await CreateAsync("none");
        await CreateAsync("later", due: Day(20));
        await CreateAsync("soon", due: Day(10));

        string.Join(' ', await TitlesAsync(null, new TaskSort(TaskSortField.DueDate, direction))).ShouldBe(expected);
    }

    [Theory]
    [InlineData(Ascending, "Äpfel", "Alpha", "beta", "apfel", "Gamma", "ärger")]
    [InlineData(Descending, "Äpfel", "Alpha", "beta", "apfel", "Gamma", "ärger")]
    public async Task Titles_sort_without_regard_to_case_and_accents_count_last(SortDirection direction, params string[] titles)
    {
        foreach (var title in titles)
        {
            await CreateAsync(title);
        }

        string[] expected = ["Alpha", "apfel", "Äpfel", "ärger", "beta", "Gamma"];
        var sorted = await TitlesAsync(null, new TaskSort(TaskSortField.Title, direction));
        sorted.ShouldBe(direction == Ascending ? expected : expected.Reverse());
    }

    [Fact]
    public async Task Updated_tasks_sort_by_their_last_change()
    {
        var first = await CreateAsync("first");
        await CreateAsync("second");
        Clock.Advance(TimeSpan.FromSeconds(1));
        await ChangeAsync(first.Id, new TaskChanges { Description = "new" });

        (await TitlesAsync(null, new TaskSort(TaskSortField.UpdatedAt, Descending))).ShouldBe(["first", "second"]);
        (await TitlesAsync(null, new TaskSort(TaskSortField.UpdatedAt, Ascending))).ShouldBe(["second", "first"]);
    }

    [Fact]
    public async Task A_second_step_orders_what_the_first_leaves_equal()
    {
        await CreateAsync("low 2", priority: "LOW", due: Day(2));
        await CreateAsync("high 1", priority: "HIGH", due: Day(1));
        await CreateAsync("high 2", priority: "HIGH", due: Day(2));

        var titles = await TitlesAsync(null, new(TaskSortField.DueDate, Descending), new(TaskSortField.Priority, Descending));

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
            Clock.Advance(TimeSpan.FromSeconds(-1));
            ids.Add((await CreateAsync(due: Day(1))).Id);
        }

        ids.Sort((one, other) => string.CompareOrdinal(one.ToString(), other.ToString()));
        var expected = direction == Ascending ? ids : Enumerable.Reverse(ids);
        foreach (var field in Enum.GetValues<TaskSortField>())
        {
            (await ListAsync(sort: [new(field, direction)])).Items.Select(task => task.Id).ShouldBe(expected, field.ToString());
        }
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
        await CreateAsync("a", status: "TODO", priority: "LOW");
        await CreateAsync("b", status: "TODO", priority: "HIGH");
        await CreateAsync("c", status: "DONE", priority: "HIGH");
        await CreateAsync("d", status: "BLOCKED", priority: "CRITICAL");
        var filter = new TaskFilter
        {
            Statuses = [.. (statuses?.Split(',') ?? []).Select(Status)],
            Priorities = [.. (priorities?.Split(',') ?? []).Select(Priority)],
        };

        var found = await ListAsync(filter);
        var oldestFirst = await TitlesAsync(filter, new TaskSort(TaskSortField.CreatedAt, SortDirection.Ascending));
        var byTitle = await TitlesAsync(filter, new TaskSort(TaskSortField.Title, SortDirection.Ascending));

        string.Join(' ', found.Items.Select(task => task.Title).Reverse()).ShouldBe(expected);
        string.Join(' ', oldestFirst).ShouldBe(expected);
        string.Join(' ', byTitle).ShouldBe(expected);
        found.Total.ShouldBe(found.Items.Count);
    }

    [Theory]
    [InlineData(2, null, "b c")]
    [InlineData(null, 2, "a b")]
    [InlineData(2, 2, "b")]
    [InlineData(3, 1, "")]
    public async Task Due_dates_filter_with_both_ends_included(int? from, int? to, string expected)
    {
        await CreateAsync("a", due: Day(1));
        await CreateAsync("b", due: Day(2));
        await CreateAsync("c", due: Day(3));
        await CreateAsync("none");
        var filter = new TaskFilter { DueFrom = from is { } first ? Day(first) : null, DueTo = to is { } last ? Day(last) : null };

        string.Join(' ', (await TitlesAsync(filter)).Reverse()).ShouldBe(expected);
    }

    [Fact]
    public async Task An_owner_filters_alone_and_beside_other_filters()
    {
        await CreateAsync("anna's", status: "DONE");
        await CreateAsync("ben's done", status: "DONE", owner: Ben);
        await CreateAsync("ben's", owner: Ben);

        (await TitlesAsync(new TaskFilter { OwnerId = Ben.Id })).ShouldBe(["ben's", "ben's done"]);
        var done = await ListAsync(new TaskFilter { OwnerId = Ben.Id, Statuses = [Status("DONE")] });
        done.Items.Single().Title.ShouldBe("ben's done");
        done.Total.ShouldBe(1);
        (await ListAsync(new TaskFilter { OwnerId = Ben.Id, DueFrom = Day(1) })).Total.ShouldBe(0);
    }
}

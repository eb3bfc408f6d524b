using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Modules.Tasks.Tags;
using Tracker.Platform.Background;
using SortDirection = Tracker.Platform.Primitives.SortDirection;

namespace Tracker.Tests.Modules.Tasks;

/// <summary>
/// The tags in a task's row and the counts by tag and due date follow task_tags and tasks, under random changes by the program, by an older
/// version that still runs and by an operator. A failure names its seed.
/// </summary>
public sealed class TagsInRowTests : IAsyncLifetime
{
    private static readonly string[] Names = ["a", "b", "c", "οδος", "οδοσ"];
    private TaskWorld world = null!;

    public async ValueTask InitializeAsync() => world = await TaskWorld.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(null)]
    public async Task Tags_and_counts_follow_all_writers(int? fixedSeed)
    {
        var seed = fixedSeed ?? Environment.TickCount;
        using var done = new CancellationTokenSource();
        var chores = Task.Run(() => ChoresAsync(done.Token));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(writer => ChangeAsync(new Random(seed + writer))));

        await CompareAsync($"seed {seed}, while folding");
        await done.CancelAsync();
        await chores;
        await world.Get<FoldTaskCounts>().StepAsync(default);
        await RoundAsync();
        await CompareAsync($"seed {seed}, folded");
        (await world.RowsAsync("select count(*) from tasks where tags is null", row => row.GetInt64(0))).ShouldBe([0], $"seed {seed}");
        (await world.RowsAsync(
            """
            select count(*) from task_tags l join tasks t on t.id = l.task_id
            where (l.status_rank, l.priority_rank, l.due_date) is distinct from (t.status_rank, t.priority_rank, t.due_date)
            """,
            row => row.GetInt64(0))).ShouldBe([0], $"seed {seed}");
        (await world.RowsAsync("select count(*) from task_due_counts where tasks < 0", row => row.GetInt64(0))).ShouldBe([0]);
        var counts = await CountsAsync();
        await world.RowsAsync("select recount_tasks()", _ => 0);
        (await CountsAsync()).ShouldBe(counts, $"seed {seed}");
    }

    [Fact]
    public async Task A_renamed_tag_is_renamed_in_its_tasks()
    {
        var task = await world.CreateAsync(tags: ["old", "other"]);

        await ExecuteAsync("update tags set name = 'zeta' where name = 'old'");

        (await world.FindAsync(task.Id))!.Tags.ShouldBe(["other", "zeta"]);
    }

    [Fact]
    public async Task Sums_of_nothing_are_removed()
    {
        var task = await world.CreateAsync(tags: ["a"], due: new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await world.Get<DeleteTaskHandler>().Handle(new(task.Id, world.Anna.Id), default);
        await ExecuteAsync(
            $"insert into task_tag_count_deltas select '{world.Anna.Id}', '{world.Ben.Id}', 0, 0, 0 from generate_series(1, 2000)");

        await world.Get<FoldTaskCounts>().StepAsync(default);

        (await world.RowsAsync("select count(*) from task_tag_counts", row => row.GetInt64(0))).ShouldBe([0]);
    }

    private async Task ChangeAsync(Random random)
    {
        var mine = new List<Guid>();
        foreach (var _ in Enumerable.Range(0, 60))
        {
            var due = random.Next(3) == 0 ? (DateTime?)null : Noon.AddHours(random.Next(24 * 40));
            var content = new TaskContent(
                "t", Status: Any(random, world.Policy.Statuses), Priority: Any(random, world.Policy.Priorities), DueDate: due,
                Tags: [.. Names.Where(name => random.Next(3) == 0)]);
            var id = mine.Count == 0 ? Guid.Empty : mine[random.Next(mine.Count)];
            var tag = Names[random.Next(3)];
            await (mine.Count == 0 ? CreateAsync() : random.Next(9) switch
            {
                0 or 1 => CreateAsync(),
                2 or 3 => world.Get<UpdateTaskHandler>()
                    .Handle(new(id, world.Anna.Id, TaskChanges.Replacing(content, world.Policy)), default),
                4 => world.Get<DeleteTaskHandler>().Handle(new(id, world.Anna.Id), default),
                5 => InsertByOldVersionAsync(),
                6 => ExecuteAsync(OldLink(id, tag)),
                7 => ExecuteAsync($"delete from task_tags where task_id = '{id}' and tag_id = (select id from tags where name = '{tag}')"),
                _ => ExecuteAsync(
                    $"update tasks set status_rank = {random.Next(4)}, due_date = due_date + interval '1 day' where id = '{id}'"),
            });

            async Task CreateAsync() => mine.Add((await world.Get<CreateTaskHandler>().Handle(new(world.Anna, content), default)).Id);

            async Task InsertByOldVersionAsync()
            {
                mine.Add(Guid.CreateVersion7());
                await ExecuteAsync(OldInsert(mine[^1], due, content));
            }
        }
    }

    private static DateTime Noon => new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    private string OldInsert(Guid id, DateTime? due, TaskContent content) =>
        $"""
        with counted as (
            insert into task_count_deltas (owner_id, status_rank, priority_rank, delta)
            values ('{world.Anna.Id}', {content.Status!.Value.Rank}, {content.Priority!.Value.Rank}, 1)
        )
        insert into tasks (id, owner_id, title, status, status_rank, priority, priority_rank, due_date, created_at, updated_at)
        values ('{id}', '{world.Anna.Id}', 't', '', {content.Status!.Value.Rank}, '', {content.Priority!.Value.Rank},
                {(due is { } at ? $"'{at:O}'" : "null")}, now(), now());
        insert into tags (id, name) values (gen_random_uuid(), 'b') on conflict do nothing;
        insert into task_tags (task_id, tag_id) select '{id}', id from tags where name = 'b'
        """;

    private static string OldLink(Guid id, string tag) =>
        $"""
        insert into task_tags (task_id, tag_id)
        select t.id, g.id from tasks t, tags g where t.id = '{id}' and g.name = '{tag}'
        on conflict do nothing
        """;

    private async Task ChoresAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await world.Get<FoldTaskCounts>().StepAsync(default);
            await world.Get<FillTaskTags>().StepAsync(default);
        }
    }

    private async Task RoundAsync()
    {
        while (await world.Get<FillTaskTags>().StepAsync(default) == StepResult.More)
        {
        }
    }

    private async Task CompareAsync(string when)
    {
        (await world.RowsAsync(
            "select id from tasks where tags <> tags_of(id)", row => row.GetGuid(0))).ShouldBeEmpty(when);
        foreach (var statuses in Sets(world.Policy.Statuses))
        {
            foreach (var priorities in Sets(world.Policy.Priorities))
            {
                var filter = new TaskFilter { Statuses = statuses, Priorities = priorities };
                foreach (var tags in (string[][])[["a"], ["b"], ["οδος"], ["A", "c"], ["none"]])
                {
                    await CompareAsync(filter with { Tags = tags }, when);
                }

                foreach (var day in Enumerable.Range(0, 5))
                {
                    var (from, to) = (Noon.AddHours((day * 60) - 12), Noon.AddDays(10 * day).AddHours(day));
                    await CompareAsync(filter with { DueFrom = from, DueTo = to }, when);
                    await CompareAsync(filter with { DueFrom = from, OwnerId = world.Anna.Id }, when);
                    await CompareAsync(filter with { DueTo = to }, when);
                }
            }
        }
    }

    // A search counts rows.
    private async Task CompareAsync(TaskFilter filter, string when)
    {
        var due = new TaskSort(TaskSortField.DueDate, SortDirection.Ascending);
        foreach (var sort in (TaskSort[][])[[], [due], [new(TaskSortField.Priority, SortDirection.Descending), due]])
        {
            var list = await world.ListAsync(filter, sort, size: 10);
            var truth = await world.ListAsync(filter with { Search = "t" }, sort, size: 10);
            list.Total.ShouldBe(truth.Total, $"{when}: {filter}");
            list.Items.Select(task => task.Id).ShouldBe(truth.Items.Select(task => task.Id), $"{when}: {filter}");
        }
    }

    private Task<List<string>> CountsAsync() => world.RowsAsync(
        """
        select concat_ws(' ', 'tag', owner_id, tag_id, status_rank, priority_rank, tasks) from task_tag_counts where tasks <> 0
        union all
        select concat_ws(' ', 'due', owner_id, status_rank, due_day, tasks) from task_due_counts where tasks <> 0
        order by 1
        """,
        row => row.GetString(0));

    private async Task ExecuteAsync(string sql)
    {
        await using var session = world.Database.NewWriteSession();
        await session.OpenAsync();
        await using var command = session.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static RankedWord Any(Random random, Vocabulary words) => words.Words[random.Next(words.Words.Count)];

    private static IEnumerable<RankedWord[]> Sets(Vocabulary words) => [[], [words.Words[1]], [words.Words[0], words.Words[2]]];
}

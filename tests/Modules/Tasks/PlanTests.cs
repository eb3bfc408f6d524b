using Npgsql;
using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Modules.Tasks.Storage.Postgres;
using Tracker.Modules.Tasks.Tags;
using Tracker.Platform.Primitives;
using Tracker.Tests.TestKit;
using SortDirection = Tracker.Platform.Primitives.SortDirection;

namespace Tracker.Tests.Modules.Tasks;

/// <summary>A table large enough to show a full scan: 2 % are in progress, and one status and one priority are rare.</summary>
public sealed class ManyTasks : IAsyncLifetime
{
    public TaskWorld World { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        World = await TaskWorld.StartAsync();
        await using var session = World.Database.NewWriteSession();
        await session.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            drop index tasks_search;
            insert into tasks (id, owner_id, title, status, status_rank, priority, priority_rank, due_date, created_at, updated_at)
            select gen_random_uuid(), md5((i % 50)::text)::uuid, 'Task ' || i % 1000 || ' ' || i, '', case when i % 20000 = 0 then 2 when i % 50 = 1 then 1 else i % 2 * 3 end,
                   '', case when i % 50000 = 7 then 3 else i % 7 % 3 end, case when i % 3 > 0 then timestamptz '2026-01-01' + i * 7919 % 100000 * interval '1 minute' end,
                   timestamptz '2026-01-01' + i * interval '1 second', timestamptz '2026-03-01' + i * 31 % 100000 * interval '1 second'
            from generate_series(1, 200000) i;
            create index tasks_search on tasks using gin (search_text gin_trgm_ops);
            insert into tags (id, name) select md5(name)::uuid, name from unnest(array['home', 'rare']) as given (name);
            alter table task_tags disable trigger user;
            insert into task_tags (task_id, tag_id) select id, md5('home')::uuid from tasks where hashint8(number) % 10 > 3;
            insert into task_tags (task_id, tag_id) select id, md5('rare')::uuid from tasks where number % 20000 = 5;
            alter table task_tags enable trigger user;
            select recount_tasks();
            update tasks set tags = tags_of(id);
            """,
            session);
        await command.ExecuteNonQueryAsync();
        // Commits are not flushed at once here, and vacuum marks only flushed rows as all-visible, which index-only scans need.
        foreach (var statement in (string[])["checkpoint", "vacuum full analyze tasks", "vacuum analyze"])
        {
            await using var tidy = new NpgsqlCommand(statement, session);
            await tidy.ExecuteNonQueryAsync();
        }
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}

/// <summary>No node of a plan reads more rows than the page and those before it.</summary>
public sealed class PlanTests(ManyTasks many) : IClassFixture<ManyTasks>
{
    private static readonly PageRequest[] Pages = [PageRequest.OfPage(1, 20), PageRequest.OfPage(50, 20), PageRequest.OfPage(50, 100)];

    public static TheoryData<TaskSortField, SortDirection> Sorts =>
        new(from sort in Enum.GetValues<TaskSortField>() from way in Enum.GetValues<SortDirection>() select (sort, way));

    [Theory]
    [MemberData(nameof(Sorts))]
    public async Task Each_sort_reads_no_rows_past_its_page(TaskSortField field, SortDirection direction)
    {
        foreach (var page in Pages)
        {
            await ReadsOnlyItsPageAsync(TaskFilter.None, [new(field, direction)], page);
        }
    }

    [Fact]
    public async Task Status_and_priority_filters_read_no_rows_past_their_page()
    {
        var policy = many.World.Policy;
        foreach (var (statuses, priorities) in from s in Sets(policy.Statuses) from p in Sets(policy.Priorities) select (s, p))
        {
            foreach (var page in Pages)
            {
                await ReadsOnlyItsPageAsync(new TaskFilter { Statuses = statuses, Priorities = priorities }, [], page);
            }
        }
    }

    [Fact]
    public async Task The_owner_filter_reads_no_rows_past_its_page()
    {
        var owner = (await many.World.ListAsync(size: 1)).Items[0].Owner.Id;

        await ReadsOnlyItsPageAsync(new TaskFilter { OwnerId = owner }, [], new(50, 20));
    }

    [Fact]
    public async Task A_search_reads_the_trigram_index()
    {
        var list = new TaskListQuery(new TaskFilter { Search = "sk 999 1" }, [], many.World.Policy);

        (await PlanAsync(list.Total())).ShouldContain(node => node.Index == "tasks_search");
        (await PlanAsync(list.Items(new(1, 20)))).ShouldContain(node => node.Index == "tasks_search");
    }

    [Fact]
    public async Task A_total_of_statuses_and_priorities_reads_no_task()
    {
        var policy = many.World.Policy;

        var plan = await PlanAsync(new TaskListQuery(
            new TaskFilter { Statuses = [policy.Statuses.Standard], Priorities = [policy.Priorities.Standard] }, [], policy).Total());

        plan.ShouldAllBe(node => node.Table != "tasks");
    }

    [Fact]
    public async Task Statistics_read_no_task() =>
        (await PlanAsync(TaskCounts.Tables.Breakdown(Guid.NewGuid()))).ShouldAllBe(node => node.Table != "tasks");

    [Fact]
    public async Task Filling_tags_reads_no_task_that_has_them()
    {
        var plan = await QueryPlan.OfAsync(many.World.Database.Source, FillTaskTags.Statement, FillTaskTags.Parameters);

        plan.Nodes.ShouldAllBe(node => node.Rows == 0 || node.Table == null, plan.Text);
        plan.Blocks.ShouldBeLessThan(20, plan.Text);
    }

    private async Task ReadsOnlyItsPageAsync(TaskFilter filter, TaskSort[] sorts, PageRequest page)
    {
        var plan = await PlanAsync(new TaskListQuery(filter, sorts, many.World.Policy).Items(page));

        var what = $"[{string.Join(',', filter.Statuses)}] [{string.Join(',', filter.Priorities)}] {string.Join(',', sorts)} {page}";
        plan.ShouldContain(node => node.Table == "tasks", what);
        plan.ShouldAllBe(node => node.Table != "tasks" || node.Index != null, what);
        plan.Max(node => node.Rows).ShouldBeLessThanOrEqualTo(page.Offset + page.Size, what);
    }

    private async Task<IReadOnlyList<PlanNode>> PlanAsync(NpgsqlBatchCommand statement) =>
        (await QueryPlan.OfAsync(many.World.Database.Source, statement)).Nodes;

    private static IEnumerable<RankedWord[]> Sets(Vocabulary words) =>
        Enumerable.Range(0, 1 << words.Words.Count).Select(bits => words.Words.Where(word => (bits & (1 << word.Rank)) != 0).ToArray());
}

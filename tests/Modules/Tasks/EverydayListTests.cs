using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Modules.Tasks.Storage;
using Tracker.Modules.Tasks.Storage.Postgres;
using Tracker.Platform.Primitives;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Tasks;

/// <summary>
/// The lists that people ask for most: what they read does not depend on the number of tasks, and they are not planned anew.
/// </summary>
public sealed class EverydayListTests(ManyTasks many) : IClassFixture<ManyTasks>
{
    // A page of 100 takes three blocks a task to fetch the rows, a merge four a cell.
    private const int MaxBlocks = 700;
    private const int MaxRows = 2_000;
    private const int Executions = 30;

    // PostgreSQL plans the first executions for their parameters before it compares that with a plan for all.
    private const int MaxPlannings = 6;

    private static readonly Guid Owner = Guid.Parse("c9f0f895-fb98-ab91-59f5-1fd0297e236d");

    [Theory]
    [MemberData(nameof(EverydayLists.Names), MemberType = typeof(EverydayLists))]
    public async Task An_everyday_list_reads_few_blocks(string list)
    {
        var (filter, sorts, page) = EverydayLists.Find(list, many.World.Policy, Owner);
        var query = new TaskListQuery(filter, sorts, many.World.Policy);

        foreach (var statement in new[] { query.Items(page), query.Total() })
        {
            foreach (var plan in new[]
            {
                await QueryPlan.OfAsync(many.World.Database.Reads, statement),
                await QueryPlan.OfGenericAsync(many.World.Database.Reads, statement),
            })
            {
                plan.Blocks.ShouldBeLessThan(MaxBlocks, plan.Text);
                plan.Nodes.ShouldAllBe(node => node.Table != "tasks" || node.Rows < MaxRows, plan.Text);
            }
        }
    }

    [Theory]
    [MemberData(nameof(EverydayLists.Names), MemberType = typeof(EverydayLists))]
    public async Task An_everyday_list_is_not_planned_anew(string list)
    {
        var (filter, sorts, page) = EverydayLists.Find(list, many.World.Policy, Owner);
        var storage = many.World.Get<ITaskStorage>();

        // The pool has one connection that is idle, and uses it again.
        foreach (var i in Enumerable.Range(0, Executions))
        {
            var next = page with { Size = page.Size - (i % 5) };
            var owner = filter.OwnerId is null || i % 2 == 0 ? filter.OwnerId : Guid.NewGuid();
            await storage.ListAsync(filter with { OwnerId = owner }, sorts, next, default);
        }

        var plannings = await many.World.Database.ReadAsync(
            "select generic_plans, custom_plans, statement from pg_prepared_statements where statement like '%tasks%'",
            [],
            row => (Generic: row.GetInt64(0), Custom: row.GetInt64(1), Sql: row.GetString(2)),
            default);
        plannings.Sum(statement => statement.Generic).ShouldBeGreaterThan(Executions / 2);
        // Totals of a range that cuts a day are planned for their values: the wrong plan would cost more than the planning.
        plannings.Where(statement => statement.Custom > MaxPlannings && !CountsRowsOfADay(statement.Sql)).ShouldBeEmpty();
    }

    [Fact]
    public void Pages_of_all_sizes_share_one_text()
    {
        var query = new TaskListQuery(TaskFilter.None, [EverydayLists.Due], many.World.Policy);

        Enumerable.Range(1, 100).Select(size => query.Items(new(0, size)).CommandText).Distinct().Count().ShouldBe(1);
        Enumerable.Range(2, 49).Select(number => query.Items(PageRequest.OfPage(number, 20)).CommandText).Distinct().Count().ShouldBe(2);
    }

    private static bool CountsRowsOfADay(string sql) =>
        sql.Contains("task_due_counts", StringComparison.Ordinal) && sql.Contains("from tasks", StringComparison.Ordinal);
}

using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Modules.Tasks.Storage;
using Tracker.Modules.Tasks.Storage.Postgres;
using Tracker.Platform.Primitives;
using Tracker.Tests.TestKit;
using SortDirection = Tracker.Platform.Primitives.SortDirection;

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
    private static readonly TaskSort Due = new(TaskSortField.DueDate, SortDirection.Ascending);
    private static readonly TaskSort Priority = new(TaskSortField.Priority, SortDirection.Descending);

    public static TheoryData<string> Lists =>
    [
        "newest", "page 2", "page 50", "mine by due date", "mine by priority", "mine, newest", "a status by due date",
        "a column of a board", "a common tag", "a common tag by due date", "a rare tag", "overdue", "mine, overdue", "a month", "a search",
    ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task An_everyday_list_reads_few_blocks(string list)
    {
        var (filter, sorts, page) = List(list);
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
    [MemberData(nameof(Lists))]
    public async Task An_everyday_list_is_not_planned_anew(string list)
    {
        var (filter, sorts, page) = List(list);
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
        var query = new TaskListQuery(TaskFilter.None, [Due], many.World.Policy);

        Enumerable.Range(1, 100).Select(size => query.Items(new(0, size)).CommandText).Distinct().Count().ShouldBe(1);
        Enumerable.Range(2, 49).Select(number => query.Items(PageRequest.OfPage(number, 20)).CommandText).Distinct().Count().ShouldBe(2);
    }

    private static bool CountsRowsOfADay(string sql) =>
        sql.Contains("task_due_counts", StringComparison.Ordinal) && sql.Contains("from tasks", StringComparison.Ordinal);

    private (TaskFilter Filter, TaskSort[] Sorts, PageRequest Page) List(string name)
    {
        var statuses = many.World.Policy.Statuses.Words;
        var open = new TaskFilter { Statuses = [statuses[0], statuses[1], statuses[2]] };
        var mine = open with { OwnerId = Owner };
        var now = new DateTime(2026, 2, 10, 15, 30, 0, DateTimeKind.Utc);
        var first = new DateTime(2026, 2, 1, 0, 0, 0, DateTimeKind.Utc);
        var month = new TaskFilter { DueFrom = first, DueTo = first.AddMonths(1).AddMilliseconds(-1) };
        return name switch
        {
            "newest" => (TaskFilter.None, [], new(0, 20)),
            "page 2" => (TaskFilter.None, [], PageRequest.OfPage(2, 20)),
            "page 50" => (TaskFilter.None, [], PageRequest.OfPage(50, 20)),
            "mine by due date" => (mine, [Due], new(0, 20)),
            "mine by priority" => (mine with { Statuses = [statuses[0], statuses[1]] }, [Priority, Due], new(0, 20)),
            "mine, newest" => (mine, [], new(0, 20)),
            "a status by due date" => (new() { Statuses = [statuses[1]] }, [Due], new(0, 20)),
            "a column of a board" => (new() { Statuses = [statuses[3]] }, [Priority, Due], new(0, 50)),
            "a common tag" => (new() { Tags = ["home"] }, [Priority, Due], new(0, 20)),
            "a common tag by due date" => (new() { Tags = ["home"] }, [Due], new(0, 20)),
            "a rare tag" => (new() { Tags = ["rare"] }, [Priority, Due], new(0, 20)),
            "overdue" => (open with { DueTo = now }, [Due], new(0, 20)),
            "mine, overdue" => (mine with { DueTo = now }, [Due], new(0, 20)),
            "a month" => (month, [Due], new(0, 100)),
            "a search" => (open with { Search = "sk 999 1" }, [], new(0, 20)),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }
}

using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Storage.Postgres;

/// <summary>
/// The two statements of a list: the items of a page, and how many items all pages have. They are composed from constant texts only;
/// whatever comes from a request is a parameter.
/// </summary>
internal sealed class TaskListQuery
{
    private static readonly IReadOnlyList<TaskSort> NewestFirst = [new(TaskSortField.CreatedAt, SortDirection.Descending)];
    private readonly List<Condition> conditions = [];
    private readonly short[] statuses;
    private readonly short[] priorities;
    private readonly Guid? owner;
    private readonly IReadOnlyList<TaskSort> sorts;
    private readonly bool onlyCounted;

    /// <param name="filter">Which tasks.</param>
    /// <param name="sorts">In which order; empty for the newest first.</param>
    /// <param name="policy">The system's words: naming all of them is naming none.</param>
    public TaskListQuery(TaskFilter filter, IReadOnlyList<TaskSort> sorts, TaskPolicy policy)
    {
        this.sorts = sorts.Count == 0 ? NewestFirst : sorts;
        statuses = Wanted(filter.Statuses, policy.Statuses);
        priorities = Wanted(filter.Priorities, policy.Priorities);
        owner = filter.OwnerId;
        onlyCounted = filter is { Search: null, Tags.Count: 0, DueFrom: null, DueTo: null };
        AddConditions(filter);
    }

    /// <summary>Every status and priority wanted has an index of its tasks in the order of creation; merging them reads no more than the
    /// page needs, however rare one is.</summary>
    private bool Merges => onlyCounted && owner is null && sorts is [{ Field: TaskSortField.CreatedAt }] && statuses.Length + priorities.Length > 0;

    /// <summary>The items of the page, in order.</summary>
    public NpgsqlBatchCommand Items(PageRequest page)
    {
        // Finds the page's ids first, from an index alone where it can, so that the rows before the page are never read.
        var order = Order();
        var command = new NpgsqlBatchCommand(
            $"""
            select {TaskRow.Columns}
            from (
                select t.id
                from {(Merges ? $"({Cells()}) t" : $"tasks t where {Where()}")}
                order by {order}
                limit @limit offset @offset
            ) page
            join tasks t on t.id = page.id
            order by {order}
            """);
        AddParameters(command, cells: Merges);
        command.Parameters.Add(Sql.Param("limit", page.Size));
        command.Parameters.Add(Sql.Param("offset", page.Offset));
        return command;
    }

    /// <summary>How many items all pages have.</summary>
    public NpgsqlBatchCommand Total()
    {
        if (onlyCounted)
        {
            return TaskCounts.Total(owner, statuses, priorities);
        }

        var command = new NpgsqlBatchCommand($"select count(*) from tasks t where {Where()}");
        AddParameters(command, cells: false);
        return command;
    }

    private void AddConditions(TaskFilter filter)
    {
        if (filter.Search is { } search)
        {
            conditions.Add(new("t.search_text like @search", () => Sql.Param("search", TaskSearch.PatternOf(search))));
        }

        if (statuses.Length > 0)
        {
            conditions.Add(new("t.status_rank = any(@statuses)", () => Sql.Param("statuses", statuses)));
        }

        if (priorities.Length > 0)
        {
            conditions.Add(new("t.priority_rank = any(@priorities)", () => Sql.Param("priorities", priorities)));
        }

        if (filter.Tags.Count > 0)
        {
            conditions.Add(new(
                "t.id in (select l.task_id from task_tags l join tags g on g.id = l.tag_id where g.folded = any(@tags))",
                () => Sql.Param("tags", TaskTags.Folded(TaskTags.Normalise(filter.Tags)))));
        }

        if (filter.DueFrom is { } from)
        {
            conditions.Add(new("t.due_date >= @due_from", () => Sql.Param("due_from", from)));
        }

        if (filter.DueTo is { } to)
        {
            conditions.Add(new("t.due_date <= @due_to", () => Sql.Param("due_to", to)));
        }

        if (owner is { } id)
        {
            conditions.Add(new("t.owner_id = @owner_id", () => Sql.Param("owner_id", id)));
        }
    }

    private string Where() => conditions.Count == 0 ? "true" : string.Join(" and ", conditions.Select(condition => condition.Text));

    /// <summary>One select for each status, each priority, or each pair of them.</summary>
    private string Cells()
    {
        var way = Way(sorts[0].Direction);
        var ofStatuses = statuses.Select((_, i) => $"status_rank = @status_{i}").ToArray();
        var ofPriorities = priorities.Select((_, i) => $"priority_rank = @priority_{i}").ToArray();
        var cells = ofStatuses.Length == 0 ? ofPriorities
            : ofPriorities.Length == 0 ? ofStatuses
            : ofStatuses.SelectMany(_ => ofPriorities, (status, priority) => $"{status} and {priority}");
        // Only a select that is ordered itself can be merged; all of them together would be sorted.
        return string.Join(" union all ", cells.Select(cell => $"(select id, created_at from tasks where {cell} order by created_at{way}, id{way})"));
    }

    private string Order()
    {
        // The last direction breaks ties too, so that an index read backwards gives the whole order.
        var last = sorts[^1];
        var terms = sorts.Select(sort => $"{Term(sort.Field)}{Way(sort.Direction)}{(sort is { Field: TaskSortField.DueDate } ? " nulls last" : "")}").ToList();
        if (last.Field is TaskSortField.Status or TaskSortField.Priority)
        {
            // Ids rise with the time of creation, so this changes no order; but it lets the index that filters by the field sort by it too.
            terms.Add($"t.created_at{Way(last.Direction)}");
        }

        return string.Join(", ", terms.Append($"t.id{Way(last.Direction)}"));
    }

    private static string Way(SortDirection direction) => direction == SortDirection.Descending ? " desc" : "";

    private static string Term(TaskSortField field) => field switch
    {
        TaskSortField.DueDate => "t.due_date",
        TaskSortField.Priority => "t.priority_rank",
        TaskSortField.Status => "t.status_rank",
        TaskSortField.Title => "t.title_order",
        TaskSortField.CreatedAt => "t.created_at",
        TaskSortField.UpdatedAt => "t.updated_at",
    };

    private void AddParameters(NpgsqlBatchCommand command, bool cells)
    {
        if (!cells)
        {
            foreach (var condition in conditions)
            {
                command.Parameters.Add(condition.Parameter());
            }

            return;
        }

        for (var i = 0; i < statuses.Length; i++)
        {
            command.Parameters.Add(Sql.Param($"status_{i}", statuses[i]));
        }

        for (var i = 0; i < priorities.Length; i++)
        {
            command.Parameters.Add(Sql.Param($"priority_{i}", priorities[i]));
        }
    }

    private static short[] Wanted(IReadOnlyList<RankedWord> words, Vocabulary vocabulary)
    {
        var ranks = words.Select(word => word.Rank).Distinct().Order().ToArray();
        return ranks.Length == vocabulary.Words.Count ? [] : ranks;
    }

    private readonly record struct Condition(string Text, Func<NpgsqlParameter> Parameter);
}

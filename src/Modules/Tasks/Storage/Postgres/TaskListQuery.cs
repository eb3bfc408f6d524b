using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Storage.Postgres;

/// <summary>
/// The two statements of a list: the items of a page, and the number of items on all pages. They consist of constant texts only; all
/// input is passed as parameters.
/// </summary>
internal sealed class TaskListQuery
{
    private static readonly IReadOnlyList<TaskSort> NewestFirst = [new(TaskSortField.CreatedAt, SortDirection.Descending)];
    private static readonly PageOfIds Tasks = new("tasks", "t", TaskRow.Columns);
    private readonly SqlConditions conditions;
    private readonly short[]? statuses;
    private readonly short[]? priorities;
    private readonly Guid? owner;
    private readonly IReadOnlyList<TaskSort> sorts;
    private readonly bool onlyCounted;

    /// <param name="sorts">Empty: newest first.</param>
    /// <param name="policy">Has all statuses and priorities: a filter that names each of them is no filter.</param>
    public TaskListQuery(TaskFilter filter, IReadOnlyList<TaskSort> sorts, TaskPolicy policy)
    {
        this.sorts = sorts.Count == 0 ? NewestFirst : sorts;
        statuses = Wanted(filter.Statuses, policy.Statuses);
        priorities = Wanted(filter.Priorities, policy.Priorities);
        owner = filter.OwnerId;
        onlyCounted = filter is { Search: null, Tags.Count: 0, DueFrom: null, DueTo: null };
        conditions = new SqlConditions()
            .AddIfSet("t.search_text like @search", "search", filter.Search is { } search ? TaskSearch.PatternOf(search) : null)
            .AddIfSet("t.status_rank = any(@statuses)", "statuses", statuses)
            .AddIfSet("t.priority_rank = any(@priorities)", "priorities", priorities)
            .AddIfSet(
                "t.id in (select l.task_id from task_tags l join tags g on g.id = l.tag_id where g.folded = any(@tags))",
                "tags",
                filter.Tags.Count > 0 ? TaskTags.Folded(TaskTags.Normalise(filter.Tags)) : null)
            .AddIfSet("t.due_date >= @due_from", "due_from", filter.DueFrom)
            .AddIfSet("t.due_date <= @due_to", "due_to", filter.DueTo)
            .AddIfSet("t.owner_id = @owner_id", "owner_id", owner);
    }

    /// <summary>Whether to merge the indexes that list the tasks of each status and priority by creation. The merge reads only the rows of
    /// the page, even if a status is rare.</summary>
    private bool Merges =>
        onlyCounted && owner is null && sorts is [{ Field: TaskSortField.CreatedAt }] && (statuses ?? priorities) is not null;

    /// <summary>The items of the page, in order.</summary>
    public NpgsqlBatchCommand Items(PageRequest page) =>
        Merges ? Tasks.Items($"({Cells()}) t", CellParameters(), Order(), page) : Tasks.Items(conditions, Order(), page);

    /// <summary>The number of items on all pages.</summary>
    public NpgsqlBatchCommand Total() => onlyCounted ? TaskCounts.Total(owner, statuses, priorities) : Tasks.Count(conditions);

    /// <summary>One select for each status, each priority, or each pair of them.</summary>
    private string Cells()
    {
        var way = Way(sorts[0].Direction);
        var statusTerms = statuses?.Select((_, i) => $"status_rank = @status_{i}");
        var priorityTerms = priorities?.Select((_, i) => $"priority_rank = @priority_{i}");
        var cells = statusTerms is null ? priorityTerms!
            : priorityTerms is null ? statusTerms
            : statusTerms.SelectMany(_ => priorityTerms, (status, priority) => $"{status} and {priority}");
        // Each select must be ordered, so that PostgreSQL merges them. Otherwise it sorts all their rows.
        return string.Join(
            " union all ",
            cells.Select(cell => $"(select id, created_at from tasks where {cell} order by created_at{way}, id{way})"));
    }

    private IEnumerable<NpgsqlParameter> CellParameters() =>
    [
        .. (statuses ?? []).Select((rank, i) => Sql.Param($"status_{i}", rank)),
        .. (priorities ?? []).Select((rank, i) => Sql.Param($"priority_{i}", rank)),
    ];

    private string Order()
    {
        // Ties are sorted in the last direction too, so that one index, read forwards or backwards, has the whole order.
        var last = sorts[^1];
        var terms = sorts.Select(OrderTerm).ToList();
        if (last.Field is TaskSortField.Status or TaskSortField.Priority)
        {
            // The result is the same, because ids rise with the time of creation. But the index that filters by the field now sorts, too.
            terms.Add($"t.created_at{Way(last.Direction)}");
        }

        return string.Join(", ", terms.Append($"t.id{Way(last.Direction)}"));
    }

    private static string OrderTerm(TaskSort sort) =>
        Term(sort.Field) + Way(sort.Direction) + (sort.Field == TaskSortField.DueDate ? " nulls last" : "");

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

    /// <returns>Null for any.</returns>
    private static short[]? Wanted(IReadOnlyList<RankedWord> words, Vocabulary vocabulary)
    {
        var ranks = words.Select(word => word.Rank).Distinct().Order().ToArray();
        return ranks.Length == 0 || ranks.Length == vocabulary.Words.Count ? null : ranks;
    }
}

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
    private static readonly PageOfIds Tasks = new("tasks", "t", TaskRow.Columns);
    private readonly SqlConditions conditions;
    private readonly short[]? statuses;
    private readonly short[]? priorities;
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

    /// <summary>Every status and priority wanted has an index of its tasks in the order of creation; merging them reads no more than the
    /// page needs, however rare one is.</summary>
    private bool Merges =>
        onlyCounted && owner is null && sorts is [{ Field: TaskSortField.CreatedAt }] && (statuses ?? priorities) is not null;

    /// <summary>The items of the page, in order.</summary>
    public NpgsqlBatchCommand Items(PageRequest page) =>
        Merges ? Tasks.Items($"({Cells()}) t", CellParameters(), Order(), page) : Tasks.Items(conditions, Order(), page);

    /// <summary>How many items all pages have.</summary>
    public NpgsqlBatchCommand Total() => onlyCounted ? TaskCounts.Total(owner, statuses, priorities) : Tasks.Count(conditions);

    /// <summary>One select for each status, each priority, or each pair of them.</summary>
    private string Cells()
    {
        var way = Way(sorts[0].Direction);
        var ofStatuses = statuses?.Select((_, i) => $"status_rank = @status_{i}");
        var ofPriorities = priorities?.Select((_, i) => $"priority_rank = @priority_{i}");
        var cells = ofStatuses is null ? ofPriorities!
            : ofPriorities is null ? ofStatuses
            : ofStatuses.SelectMany(_ => ofPriorities, (status, priority) => $"{status} and {priority}");
        // Only a select that is ordered itself can be merged; all of them together would be sorted.
        return string.Join(" union all ", cells.Select(cell => $"(select id, created_at from tasks where {cell} order by created_at{way}, id{way})"));
    }

    private IEnumerable<NpgsqlParameter> CellParameters() =>
    [
        .. (statuses ?? []).Select((rank, i) => Sql.Param($"status_{i}", rank)),
        .. (priorities ?? []).Select((rank, i) => Sql.Param($"priority_{i}", rank)),
    ];

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

    /// <returns>Null for any.</returns>
    private static short[]? Wanted(IReadOnlyList<RankedWord> words, Vocabulary vocabulary)
    {
        var ranks = words.Select(word => word.Rank).Distinct().Order().ToArray();
        return ranks.Length == 0 || ranks.Length == vocabulary.Words.Count ? null : ranks;
    }
}

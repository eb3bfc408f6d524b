using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Storage.Postgres;

/// <summary>
/// The tasks of a list as cells, each of one status, one priority or both. An index has each cell in the order of the list. PostgreSQL
/// merges them and reads only the rows of the page, even if a status is rare.
/// </summary>
/// <param name="statuses">Ranks, a cell for each; null for cells of all statuses.</param>
/// <param name="priorities">Ranks, a cell for each; null for cells of all priorities.</param>
/// <param name="others">What holds in each cell.</param>
internal sealed class TaskCells(short[]? statuses, short[]? priorities, SqlConditions others, SqlOrder order)
{
    private const string Links =
        "(select task_id as id, status_rank, priority_rank, due_date from task_tags where tag_id = (select id from wanted)) c";

    public IEnumerable<NpgsqlParameter> Parameters =>
    [
        .. (statuses ?? []).Select((rank, i) => Sql.Param($"status_{i}", rank)),
        .. (priorities ?? []).Select((rank, i) => Sql.Param($"priority_{i}", rank)),
        .. others.Parameters,
    ];

    /// <param name="filter">Its search and tags are left to the caller.</param>
    /// <param name="statuses">Ranks; null for all.</param>
    /// <param name="priorities">Ranks; null for all.</param>
    /// <param name="policy">Has all statuses and priorities.</param>
    /// <returns>Null where no index has cells in this order.</returns>
    public static TaskCells? Of(
        TaskFilter filter, short[]? statuses, short[]? priorities, IReadOnlyList<TaskSort> sorts, TaskPolicy policy)
    {
        var (owner, from, to) = (filter.OwnerId, filter.DueFrom, filter.DueTo);
        var others = new SqlConditions()
            .AddIfSet("owner_id = @owner_id", "owner_id", owner)
            .AddIfSet("due_date >= @due_from", "due_from", from)
            .AddIfSet("due_date <= @due_to", "due_to", to);
        var order = TaskOrder.Of(sorts);
        return sorts switch
        {
            [{ Field: TaskSortField.CreatedAt }] when (statuses ?? priorities) is not null && (owner, from, to) == (null, null, null) =>
                new(statuses, priorities, others, order),
            [{ Field: TaskSortField.DueDate, Direction: SortDirection.Ascending }] when statuses is not null || owner is not null =>
                new(statuses ?? policy.Statuses.Ranks, priorities ?? policy.Priorities.Ranks, others, order),
            [
                { Field: TaskSortField.Priority, Direction: SortDirection.Descending },
                { Field: TaskSortField.DueDate, Direction: SortDirection.Ascending },
            ] => new(
                statuses ?? policy.Statuses.Ranks,
                null,
                others.AddIfSet("priority_rank = any(@priorities)", "priorities", priorities),
                order),
            _ => null,
        };
    }

    /// <summary>Whether the links of a tag have the order and the filtered columns, too.</summary>
    public static bool AreInLinks(TaskFilter filter, IReadOnlyList<TaskSort> sorts) =>
        filter.OwnerId is null && sorts[^1] is { Field: TaskSortField.DueDate, Direction: SortDirection.Ascending };

    /// <summary>The text after <c>from</c>, with the alias <c>t</c>.</summary>
    /// <param name="limit">How many rows of each cell can be needed.</param>
    public string Merged(string limit) => $"({string.Join(" union all ", Selects("tasks c", limit))}) t";

    /// <summary>The same of the tasks with a tag, from its links (<see cref="TaskTagCounts.WithWantedTag"/>).</summary>
    /// <param name="conditions">Those of the filter, for tasks (<c>t</c>) whose links are not filled yet.</param>
    /// <param name="limit">How many rows of each cell can be needed.</param>
    public string OfWantedTag(SqlConditions conditions, string limit)
    {
        var unfilled =
            $"""
            (
                select {order.Keys("t")} from task_tags l join tasks t on t.id = l.task_id
                where l.tag_id = (select id from wanted) and l.status_rank is null and {conditions} order by {order.Of("t")}
            )
            """;
        return $"({string.Join(" union all ", Selects(Links, limit).Append(unfilled))}) t";
    }

    private IEnumerable<string> Selects(string table, string limit)
    {
        var statusTerms = statuses?.Select((_, i) => $"status_rank = @status_{i}") ?? ["true"];
        var priorityTerms = priorities?.Select((_, i) => $"priority_rank = @priority_{i}") ?? ["true"];
        // Each select must be ordered, so that PostgreSQL merges them. Otherwise it sorts all their rows.
        return
            from status in statusTerms
            from priority in priorityTerms
            let conditions = $"{status} and {priority} and {others}"
            select $"(select {order.Keys("c")} from {table} where {conditions} order by {order.Of("c")} limit {limit})";
    }
}

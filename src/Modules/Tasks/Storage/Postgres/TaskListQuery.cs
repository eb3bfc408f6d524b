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
    private static readonly PageOfIds Tasks = new("tasks", "t", TaskRow.Columns);
    private readonly TaskFilter filter;
    private readonly TaskPolicy policy;
    private readonly short[]? statuses;
    private readonly short[]? priorities;
    private readonly string[] tags;
    private readonly SqlOrder order;
    private readonly TaskCells? cells;

    /// <param name="sorts">Empty: newest first.</param>
    /// <param name="policy">Has all statuses and priorities: a filter that names each of them is no filter.</param>
    public TaskListQuery(TaskFilter filter, IReadOnlyList<TaskSort> sorts, TaskPolicy policy)
    {
        (this.filter, this.policy) = (filter, policy);
        statuses = Wanted(filter.Statuses, policy.Statuses);
        priorities = Wanted(filter.Priorities, policy.Priorities);
        tags = TaskTags.Folded(TaskTags.Normalise(filter.Tags));
        var given = sorts.Count == 0 ? TaskOrder.NewestFirst : sorts;
        order = TaskOrder.Of(given);
        cells = TaskCells.Of(filter, statuses, priorities, given, policy);
    }

    private bool HasRange => (filter.DueFrom, filter.DueTo) != (null, null);

    /// <summary>The items of the page, in order.</summary>
    public NpgsqlBatchCommand Items(PageRequest page) =>
        filter.Search is not null ? Tasks.Items(Found(), Conditions(withTags: true).Parameters, order, page)
        : tags.Length > 0 ? Tasks.Items(Tagged(page), TaggedParameters(), order, page)
        : cells is not null ? Tasks.Items($"{cells}", cells.Parameters, order, page)
        : Tasks.Items(Conditions(withTags: false), order, page);

    /// <summary>The number of items on all pages.</summary>
    public NpgsqlBatchCommand Total() => (filter.Search, tags, HasRange) switch
    {
        (null, [], false) => TaskCounts.Total(filter.OwnerId, statuses, priorities),
        (null, [var tag], false) => TaskTagCounts.Total(filter.OwnerId, tag, statuses, priorities),
        (null, [], true) when priorities is null => TaskDueCounts.Total(filter, statuses, policy, Tasks),
        _ => Tasks.Count(Conditions(withTags: true)),
    };

    /// <summary>All tasks found are read, as they are for the total. Without the fence PostgreSQL may expect so many that it reads all
    /// tasks in the order of the list instead.</summary>
    private string Found() => $"(select {order.Keys("t")} from tasks t where {Conditions(withTags: true)} offset 0) t";

    /// <summary>
    /// The tasks of a rare tag are read and sorted; those of a common one are picked from the list without the tag. PostgreSQL executes
    /// only one of the two, whichever the tag is.
    /// </summary>
    private string Tagged(PageRequest page)
    {
        var list = cells is not null ? $"{cells}" : $"tasks t where {Conditions(withTags: false)}";
        return
            $"""
            (
                (
                    select {order.Keys("found")}
                    from ({TaskTagCounts.LinkedTasks}) l
                    cross join lateral (select t.* from tasks t where t.id = l.task_id and {Conditions(withTags: false)} offset 0) found
                    where {TaskTagCounts.IsRare}
                    order by {order.Of("found")}
                    limit {PageOfIds.Bound(page)}
                )
                union all
                (
                    select {order.Keys("t")}
                    from (select {order.Keys("t")} from {list} order by {order.Of("t")} offset 0) t
                    where not {TaskTagCounts.IsRare} and {TaskTagCounts.HasTag}
                    order by {order.Of("t")}
                    limit {PageOfIds.Bound(page)}
                )
            ) t
            """;
    }

    private IEnumerable<NpgsqlParameter> TaggedParameters() =>
        Conditions(withTags: true).Parameters.Concat(cells?.Parameters ?? []).DistinctBy(parameter => parameter.ParameterName);

    private SqlConditions Conditions(bool withTags) => new SqlConditions()
        .AddIfSet("t.search_text like @search", "search", filter.Search is { } search ? TaskSearch.PatternOf(search) : null)
        .AddIfSet("t.status_rank = any(@statuses)", "statuses", statuses)
        .AddIfSet("t.priority_rank = any(@priorities)", "priorities", priorities)
        .AddIfSet($"t.id in ({TaskTagCounts.LinkedTasks})", "tags", withTags && tags.Length > 0 ? tags : null)
        .AddIfSet("t.due_date >= @due_from", "due_from", filter.DueFrom)
        .AddIfSet("t.due_date <= @due_to", "due_to", filter.DueTo)
        .AddIfSet("t.owner_id = @owner_id", "owner_id", filter.OwnerId);

    /// <returns>Null for any.</returns>
    private static short[]? Wanted(IReadOnlyList<RankedWord> words, Vocabulary vocabulary)
    {
        var ranks = words.Select(word => word.Rank).Distinct().Order().ToArray();
        return ranks.Length == 0 || ranks.Length == vocabulary.Words.Count ? null : ranks;
    }
}

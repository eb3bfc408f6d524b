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
    private readonly string? pattern;
    private readonly SqlOrder order;
    private readonly TaskCells? cells;
    private readonly TaskCells? cellsOfTag;

    /// <param name="sorts">Empty: newest first.</param>
    /// <param name="policy">Has all statuses and priorities: a filter that names each of them is no filter.</param>
    public TaskListQuery(TaskFilter filter, IReadOnlyList<TaskSort> sorts, TaskPolicy policy)
    {
        (this.filter, this.policy) = (filter with { DueTo = TaskDueCounts.EndOf(filter.DueTo) }, policy);
        statuses = Wanted(filter.Statuses, policy.Statuses);
        priorities = Wanted(filter.Priorities, policy.Priorities);
        pattern = filter.Search is { } search ? TaskSearch.PatternOf(search) : null;
        tags = TaskTags.Folded(TaskTags.Normalise(filter.Tags));
        var given = sorts.Count == 0 ? TaskOrder.NewestFirst : sorts;
        order = TaskOrder.Of(given);
        cells = TaskCells.Of(this.filter, statuses, priorities, given, policy);
        cellsOfTag = tags.Length == 1 && TaskCells.AreInLinks(filter, given)
            ? TaskCells.Of(this.filter, statuses ?? policy.Statuses.Ranks, priorities, given, policy)
            : null;
    }

    // PostgreSQL cannot see what is selected, so it plans once and reads the trigram index; planning takes several times as long as the
    // search for a rare word. With filters that have an index it would read that, too, and a short pattern has no trigram.
    private bool IsPlannedOnce =>
        pattern is not null && TaskSearch.HasTrigram(pattern) && filter.OwnerId is null && tags.Length == 0 && !HasRange;

    private bool HasRange => (filter.DueFrom, filter.DueTo) != (null, null);

    /// <summary>The items of the page, in order.</summary>
    public NpgsqlBatchCommand Items(PageRequest page) =>
        filter.Search is not null ? Tasks.Items(Found(), Conditions(withTags: true).Parameters, order, page)
        : cellsOfTag is not null ? Tasks.Items(
            cellsOfTag.OfWantedTag(Conditions(withTags: false), PageOfIds.Bound(page)),
            OfTagParameters(cellsOfTag), order, page, TaskTagCounts.WithWantedTag)
        : tags.Length > 0 ? Tasks.Items(Tagged(page), TaggedParameters(), order, page)
        : cells is not null ? Tasks.Items(cells.Merged(PageOfIds.Bound(page)), cells.Parameters, order, page)
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
        var list = cells is not null ? cells.Merged(PageOfIds.Unbounded) : $"tasks t where {Conditions(withTags: false)}";
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
                    from (select {order.Keys("t")} from {list} order by {order.Of("t")} limit {PageOfIds.Unbounded}) t
                    where not {TaskTagCounts.IsRare} and {TaskTagCounts.HasTag}
                    order by {order.Of("t")}
                    limit {PageOfIds.Bound(page)}
                )
            ) t
            """;
    }

    private IEnumerable<NpgsqlParameter> OfTagParameters(TaskCells links) =>
        Conditions(withTags: false).Parameters.Concat(links.Parameters).DistinctBy(parameter => parameter.ParameterName)
            .Append(Sql.Param("tag", tags[0]));

    private IEnumerable<NpgsqlParameter> TaggedParameters() =>
        Conditions(withTags: true).Parameters.Concat(cells?.Parameters ?? []).DistinctBy(parameter => parameter.ParameterName);

    private SqlConditions Conditions(bool withTags) => new SqlConditions()
        .AddIfSet("t.search_text like (select @search)", "search", IsPlannedOnce ? pattern : null)
        .AddIfSet("t.search_text like @search", "search", IsPlannedOnce ? null : pattern)
        .AddIfSet("t.status_rank = any((select @statuses)::smallint[])", "statuses", IsPlannedOnce ? statuses : null)
        .AddIfSet("t.status_rank = any(@statuses)", "statuses", IsPlannedOnce ? null : statuses)
        .AddIfSet("t.priority_rank = any((select @priorities)::smallint[])", "priorities", IsPlannedOnce ? priorities : null)
        .AddIfSet("t.priority_rank = any(@priorities)", "priorities", IsPlannedOnce ? null : priorities)
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

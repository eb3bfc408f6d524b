using MySqlConnector;
using Tracker.Platform.Persistence.MySql;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Storage.MySql;

/// <summary>
/// The two statements of a list: the items of a page, and the number of items on all pages. They consist of constant texts only; all input
/// is passed as parameters.
/// </summary>
internal sealed class MySqlTaskList
{
    private static readonly IReadOnlyList<TaskSort> NewestFirst = [new(TaskSortField.CreatedAt, SortDirection.Descending)];
    private readonly List<string> conditions = [];
    private readonly List<MySqlParameter> parameters = [];
    private readonly IReadOnlyList<TaskSort> sorts;

    /// <param name="sorts">Empty: newest first.</param>
    /// <exception cref="NotSupportedException">The filter has tags or a search.</exception>
    public MySqlTaskList(TaskFilter filter, IReadOnlyList<TaskSort> sorts)
    {
        if (filter is not { Search: null, Tags.Count: 0 })
        {
            throw new NotSupportedException("MySQL stores tasks without tags and search text");
        }

        this.sorts = sorts.Count == 0 ? NewestFirst : sorts;
        AddIfSet("t.owner_id = @owner_id", "owner_id", filter.OwnerId);
        AddRanks("status_rank", filter.Statuses);
        AddRanks("priority_rank", filter.Priorities);
        AddIfSet("t.due_date >= @due_from", "due_from", filter.DueFrom);
        AddIfSet("t.due_date <= @due_to", "due_to", filter.DueTo);
    }

    /// <summary>The items of the page, in order.</summary>
    public string Items => $"select {MySqlTaskRow.Columns} from tasks t {Where} order by {Order()} limit @page_size offset @page_offset";

    /// <summary>The number of items on all pages.</summary>
    public string Total => $"select count(*) from tasks t {Where}";

    private string Where => conditions.Count == 0 ? "" : "where " + string.Join(" and ", conditions);

    public IEnumerable<MySqlParameter> Parameters(PageRequest page) =>
        [.. parameters, MySqlWork.Param("page_size", page.Size), MySqlWork.Param("page_offset", page.Offset)];

    private void AddIfSet<T>(string condition, string name, T? value)
        where T : struct
    {
        if (value is { } set)
        {
            conditions.Add(condition);
            parameters.Add(MySqlWork.Param(name, set));
        }
    }

    private void AddRanks(string column, IReadOnlyList<RankedWord> words)
    {
        if (words.Count > 0)
        {
            var ranks = new MySqlList<short>(column, [.. words.Select(word => word.Rank).Distinct()]);
            conditions.Add($"t.{column} in {ranks}");
            parameters.AddRange(ranks.Parameters);
        }
    }

    // Ties are sorted in the last direction too, so that one index, read forwards or backwards, has the whole order.
    private string Order()
    {
        var last = sorts[^1];
        var terms = sorts.Select(sort => Term(sort.Field) + Way(sort.Direction));
        if (last.Field is TaskSortField.Status or TaskSortField.Priority)
        {
            terms = terms.Append($"t.created_at{Way(last.Direction)}");
        }

        return string.Join(", ", terms.Append($"t.id{Way(last.Direction)}"));
    }

    private static string Way(SortDirection direction) => direction == SortDirection.Descending ? " desc" : "";

    private static string Term(TaskSortField field) => field switch
    {
        TaskSortField.DueDate => "t.due_date is null, t.due_date",
        TaskSortField.Priority => "t.priority_rank",
        TaskSortField.Status => "t.status_rank",
        TaskSortField.Title => "t.title_order",
        TaskSortField.CreatedAt => "t.created_at",
        TaskSortField.UpdatedAt => "t.updated_at",
    };
}

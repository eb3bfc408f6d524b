using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Storage.Postgres;

/// <summary>The order of a list in SQL.</summary>
internal static class TaskOrder
{
    public static IReadOnlyList<TaskSort> NewestFirst { get; } = [new(TaskSortField.CreatedAt, SortDirection.Descending)];

    public static SqlOrder Of(IReadOnlyList<TaskSort> sorts)
    {
        // Ties are sorted in the last direction too, so that one index, read forwards or backwards, has the whole order.
        var last = sorts[^1];
        var columns = sorts.Select(Column).ToList();
        if (last.Field is TaskSortField.Status or TaskSortField.Priority && !sorts.Any(sort => sort.Field == TaskSortField.CreatedAt))
        {
            // The result is the same, because ids rise with the time of creation. But the index that filters by the field now sorts, too.
            columns.Add(new("created_at", last.Direction));
        }

        columns.Add(new("id", last.Direction));
        return new SqlOrder(columns);
    }

    private static SqlOrderColumn Column(TaskSort sort) => sort.Field switch
    {
        // In a rising order nulls are last anyway.
        TaskSortField.DueDate => new("due_date", sort.Direction, NullsLast: sort.Direction == SortDirection.Descending),
        TaskSortField.Priority => new("priority_rank", sort.Direction),
        TaskSortField.Status => new("status_rank", sort.Direction),
        TaskSortField.Title => new("title_order", sort.Direction),
        TaskSortField.CreatedAt => new("created_at", sort.Direction),
        TaskSortField.UpdatedAt => new("updated_at", sort.Direction),
    };
}

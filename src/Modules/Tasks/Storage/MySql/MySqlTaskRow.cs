using MySqlConnector;
using Tracker.Platform.Persistence.MySql;

namespace Tracker.Modules.Tasks.Storage.MySql;

/// <summary>A row of tasks (alias <c>t</c>); only this type knows the columns and their order.</summary>
internal static class MySqlTaskRow
{
    public const string Columns =
        """
        t.id, t.number, t.owner_id, t.owner_number, t.owner_email, t.title, t.description, t.status_rank, t.priority_rank,
        t.due_date, t.created_at, t.updated_at
        """;

    public static string Condition(TaskKey key) => key.Id is null ? "t.number = @key" : "t.id = @key";

    public static MySqlParameter Parameter(TaskKey key) =>
        key.Id is { } id ? MySqlWork.Param("key", id) : MySqlWork.Param("key", key.Number);

    public static TaskItem Read(MySqlDataReader row, TaskPolicy policy) => new(
        id: row.GetGuid(0),
        number: row.GetInt64(1),
        owner: new TaskOwner(row.GetGuid(2), row.IsDBNull(3) ? null : row.GetInt64(3), Text(row, 4)),
        title: row.GetString(5),
        status: policy.Statuses[row.GetInt16(7)],
        priority: policy.Priorities[row.GetInt16(8)],
        createdAt: row.GetDateTime(10))
    {
        Description = Text(row, 6),
        DueDate = row.IsDBNull(9) ? null : row.GetDateTime(9),
        UpdatedAt = row.GetDateTime(11),
    };

    private static string? Text(MySqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

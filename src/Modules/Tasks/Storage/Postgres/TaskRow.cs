using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks.Storage.Postgres;

/// <summary>A row of tasks (alias <c>t</c>) with its tags; only this type knows the columns and their order.</summary>
internal static class TaskRow
{
    public const string Columns =
        """
        t.id, t.number, t.owner_id, t.owner_number, t.owner_email, t.title, t.description, t.status_rank, t.priority_rank,
        t.due_date, t.attachment_count, t.created_at, t.updated_at, t.version,
        coalesce(t.tags, tags_of(t.id)) as tags
        """;

    public static string Condition(TaskKey key) => key.Id is null ? "t.number = @key" : "t.id = @key";

    public static NpgsqlParameter Parameter(TaskKey key) => key.Id is { } id ? Sql.Param("key", id) : Sql.Param("key", key.Number);

    public static TaskItem Read(NpgsqlDataReader row, TaskPolicy policy) => new(
        id: row.GetGuid(0),
        number: row.GetInt64(1),
        owner: new TaskOwner(row.GetGuid(2), row.IsDBNull(3) ? null : row.GetInt64(3), Text(row, 4)),
        title: row.GetString(5),
        status: policy.Statuses[row.GetInt16(7)],
        priority: policy.Priorities[row.GetInt16(8)],
        createdAt: row.GetDateTime(11))
    {
        Description = Text(row, 6),
        DueDate = row.IsDBNull(9) ? null : row.GetDateTime(9),
        AttachmentCount = row.GetInt32(10),
        UpdatedAt = row.GetDateTime(12),
        Version = row.GetInt64(13),
        Tags = TaskTags.Sorted(row.GetFieldValue<string[]>(14)),
    };

    /// <summary>Reads the task and locks it until the unit of work ends; null when it does not exist.</summary>
    public static async Task<TaskItem?> LockAsync(UnitOfWork work, TaskKey key, TaskPolicy policy, CancellationToken ct)
    {
        // Two statements: only a second one surely sees the links of a task whose row does not have its tags yet.
        work.Add($"select 1 from tasks t where {Condition(key)} for update", Parameter(key));
        var found = await work.ReadAsync(
            $"select {Columns} from tasks t where {Condition(key)}", [Parameter(key)], row => Read(row, policy), ct);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Reads the tasks that exist, and locks them in the order of their ids until the unit of work ends.</summary>
    public static async Task<IReadOnlyDictionary<Guid, TaskItem>> LockAllAsync(
        UnitOfWork work, IReadOnlyList<Guid> ids, TaskPolicy policy, CancellationToken ct)
    {
        work.Add("select 1 from tasks where id = any(@ids) order by id for update", Sql.Param("ids", ids.ToArray()));
        var found = await work.ReadAsync(
            $"select {Columns} from tasks t where t.id = any(@ids)",
            [Sql.Param("ids", ids.ToArray())],
            row => Read(row, policy),
            ct);
        return found.ToDictionary(task => task.Id);
    }

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

using Npgsql;
using Tracker.Modules.Tasks.Storage.Postgres;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks.Attachments;

/// <summary>The SQL of attachments and their counts: files per task, bytes per user. The caller of a write holds the task's lock.</summary>
internal static class AttachmentStore
{
    private const string Columns = "a.id, a.task_id, a.filename, a.content_type, a.size_bytes, a.storage_path, a.created_at";

    public static async Task<Attachment?> FindAsync(UnitOfWork work, Guid id, CancellationToken ct)
    {
        var found = await work.ReadAsync($"select {Columns} from attachments a where a.id = @id", [Sql.Param("id", id)], Read, ct);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Reads an attachment with its task's owner.</summary>
    public static async Task<(Attachment Attachment, Guid OwnerId)?> FindAsync(Database database, Guid id, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(
            $"select {Columns}, t.owner_id from attachments a join tasks t on t.id = a.task_id where a.id = @id");
        command.Parameters.Add(Sql.Param("id", id));
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (Read(reader), reader.GetGuid(7)) : null;
    }

    /// <summary>Reads a task's attachments, oldest first, and its owner; null when the task does not exist.</summary>
    public static async Task<(Guid OwnerId, List<Attachment> Attachments)?> ListAsync(Database database, TaskKey task, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(
            $"""
            select {Columns}, t.owner_id
            from tasks t left join attachments a on a.task_id = t.id
            where {TaskRow.Condition(task)}
            order by a.created_at, a.id
            """);
        command.Parameters.Add(TaskRow.Parameter(task));
        await using var reader = await command.ExecuteReaderAsync(ct);
        Guid? owner = null;
        var attachments = new List<Attachment>();
        while (await reader.ReadAsync(ct))
        {
            owner = reader.GetGuid(7);
            if (!await reader.IsDBNullAsync(0, ct))
            {
                attachments.Add(Read(reader));
            }
        }

        return owner is { } found ? (found, attachments) : null;
    }

    /// <summary>Reads a task's owner and number of files, and the bytes of all the owner's files; null when there is no task.</summary>
    public static async Task<(Guid OwnerId, int Files, long OwnerBytes)?> UsageAsync(Database database, TaskKey task, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(
            $"""
            select t.owner_id, t.attachment_count, coalesce(u.bytes, 0)
            from tasks t left join storage_usage u on u.owner_id = t.owner_id
            where {TaskRow.Condition(task)}
            """);
        command.Parameters.Add(TaskRow.Parameter(task));
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? (reader.GetGuid(0), reader.GetInt32(1), reader.GetInt64(2)) : null;
    }

    /// <summary>Adds to the owner's bytes, unless that exceeds the limit. Concurrent uploads of an owner wait here.</summary>
    /// <returns>False when the limit is exceeded.</returns>
    public static async Task<bool> TakeSpaceAsync(UnitOfWork work, Guid owner, long bytes, long limit, CancellationToken ct) =>
        await work.ExecuteAsync(
            """
            insert into storage_usage (owner_id, bytes) select @owner, @bytes where @bytes <= @limit
            on conflict (owner_id) do update set bytes = storage_usage.bytes + excluded.bytes
            where storage_usage.bytes + excluded.bytes <= @limit
            """,
            [Sql.Param("owner", owner), Sql.Param("bytes", bytes), Sql.Param("limit", limit)],
            ct) == 1;

    public static void Insert(UnitOfWork work, Attachment attachment)
    {
        work.Add(
            """
            insert into attachments (id, task_id, filename, content_type, size_bytes, storage_path, created_at)
            values (@id, @task_id, @filename, @content_type, @size_bytes, @storage_path, @created_at)
            """,
            Sql.Param("id", attachment.Id),
            Sql.Param("task_id", attachment.TaskId),
            Sql.Param("filename", attachment.FileName),
            Sql.Param("content_type", attachment.ContentType),
            Sql.Param("size_bytes", attachment.SizeBytes),
            Sql.Param("storage_path", attachment.StoragePath),
            Sql.Param("created_at", attachment.CreatedAt));
        work.Add("update tasks set attachment_count = attachment_count + 1 where id = @id", Sql.Param("id", attachment.TaskId));
    }

    public static void Delete(UnitOfWork work, Attachment attachment, Guid owner)
    {
        work.Add("delete from attachments where id = @id", Sql.Param("id", attachment.Id));
        work.Add("update tasks set attachment_count = attachment_count - 1 where id = @id", Sql.Param("id", attachment.TaskId));
        work.Add(
            "update storage_usage set bytes = bytes - @bytes where owner_id = @owner",
            Sql.Param("bytes", attachment.SizeBytes),
            Sql.Param("owner", owner));
    }

    private static Attachment Read(NpgsqlDataReader reader) => new(
        reader.GetGuid(0),
        reader.GetGuid(1),
        reader.GetString(2),
        reader.GetString(3),
        reader.GetInt64(4),
        reader.GetString(5),
        reader.GetDateTime(6));
}

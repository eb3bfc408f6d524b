using System.Runtime.CompilerServices;
using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Storage;

namespace Tracker.Modules.Notifications.Archive;

/// <summary>A batch: all notifications up to the given one, by time of creation and id.</summary>
/// <param name="Key">The archive file.</param>
/// <param name="LastCreatedAt">Of the last notification, UTC.</param>
/// <param name="LastId">Of the last notification.</param>
/// <param name="Superseded">The file of the previous attempt, which may still exist; null for the first attempt.</param>
internal sealed record ArchiveBatch(FileKey Key, DateTime LastCreatedAt, Guid LastId, FileKey? Superseded);

/// <summary>The SQL of archiving, on a session without timeouts: a batch takes longer than the timeout of requests.</summary>
internal sealed class ArchiveStore : IAsyncDisposable
{
    private readonly Database database;
    private readonly NpgsqlConnection session;

    private ArchiveStore(Database database, NpgsqlConnection session) => (this.database, this.session) = (database, session);

    public static async Task<ArchiveStore> OpenAsync(Database database, CancellationToken ct)
    {
        var session = database.NewSession();
        await session.OpenAsync(ct);
        return new ArchiveStore(database, session);
    }

    public async Task<long> CountAsync(DateTime before, CancellationToken ct)
    {
        await using var command = Command("select count(*) from notifications where created_at < @before", Sql.Param("before", before));
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Null when all batches are finished.</summary>
    public async Task<ArchiveBatch?> FindUnfinishedAsync(CancellationToken ct)
    {
        await using var command = Command(
            "select key, last_created_at, last_id, superseded_key from notification_archives where archived_at is null");
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? ReadBatch(reader) : null;
    }

    /// <summary>Claims an unfinished batch by giving it a new key. The attempt with the old key can no longer finish.</summary>
    /// <returns>Null when another attempt has finished or claimed it.</returns>
    public Task<ArchiveBatch?> ClaimAsync(ArchiveBatch begun, DateTime now, CancellationToken ct) => WriteBatchAsync(
        """
        update notification_archives
        set key = 'notifications-' || to_char(last_created_at, 'YYYYMMDD') || '-' || @name, superseded_key = key
        where key = @key and archived_at is null
        returning key, last_created_at, last_id, superseded_key
        """,
        [NewName(now), Sql.Param("key", begun.Key.Text)],
        ct);

    /// <summary>Deletes a batch without rows, unless another attempt has claimed it.</summary>
    public Task DropAsync(ArchiveBatch batch, CancellationToken ct) => database.ExecuteAsync(
        "delete from notification_archives where key = @key and archived_at is null", [Sql.Param("key", batch.Key.Text)], ct);

    /// <summary>Starts a batch with the oldest notifications; null when none is old enough.</summary>
    public Task<ArchiveBatch?> PlanAsync(DateTime before, int max, DateTime now, CancellationToken ct) => WriteBatchAsync(
        """
        with oldest as (
            select created_at, id from notifications where created_at < @before order by created_at, id limit @max
        )
        insert into notification_archives (key, first_created_at, last_created_at, last_id, created_at)
        select 'notifications-' || to_char(created_at, 'YYYYMMDD') || '-' || @name,
               (select min(created_at) from oldest), created_at, id, @now
        from oldest
        order by created_at desc, id desc
        limit 1
        returning key, last_created_at, last_id, superseded_key
        """,
        [Sql.Param("before", before), Sql.Param("max", max), NewName(now), Sql.Param("now", now)],
        ct);

    /// <summary>Reads the rows of a batch as JSON.</summary>
    public async IAsyncEnumerable<string> ReadAsync(ArchiveBatch batch, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = Command(
            """
            select to_json(n)::text from notifications n
            where (n.created_at, n.id) <= (@last_created_at, @last_id)
            order by n.created_at, n.id
            """,
            Bounds(batch));
        await foreach (var line in LinesAsync(command, ct))
        {
            yield return line;
        }
    }

    /// <summary>Marks a batch as finished and deletes its rows if they equal the content of its file, in one transaction.</summary>
    /// <returns>False when they differ or another attempt has claimed the batch; nothing is changed then.</returns>
    public async Task<bool> FinishAsync(ArchiveBatch batch, ArchiveContent content, DateTime now, CancellationToken ct)
    {
        await using var work = database.BeginLong();
        // Update first: an attempt that claims the batch waits for the end of this transaction.
        var done = await work.ReadAsync(
            """
            update notification_archives set rows = @rows, sha256 = @sha256, archived_at = @now, superseded_key = null
            where key = @key and archived_at is null
            returning 1
            """,
            [
                Sql.Param("rows", content.Rows),
                Sql.Param("sha256", content.Sha256),
                Sql.Param("now", now),
                Sql.Param("key", batch.Key.Text),
            ],
            row => row.GetInt32(0),
            ct);
        if (done.Count != 1)
        {
            return false;
        }

        var gone = work.StreamAsync(
            """
            with gone as (
                delete from notifications where (created_at, id) <= (@last_created_at, @last_id) returning *
            ),
            counted as (
                insert into notification_count_deltas (user_id, channel, delta) select user_id, channel, -1 from gone
            )
            select to_json(gone)::text from gone order by created_at, id
            """,
            Bounds(batch),
            row => row.GetString(0),
            ct);
        if (await ArchiveFile.DigestAsync(gone, ct) != content)
        {
            return false;
        }

        await work.CommitAsync(ct);
        return true;
    }

    public ValueTask DisposeAsync() => session.DisposeAsync();

    private static NpgsqlParameter NewName(DateTime now) => Sql.Param("name", Guid.CreateVersion7(new DateTimeOffset(now)).ToString("N"));

    private static NpgsqlParameter[] Bounds(ArchiveBatch batch) =>
        [Sql.Param("last_created_at", batch.LastCreatedAt), Sql.Param("last_id", batch.LastId)];

    private static async IAsyncEnumerable<string> LinesAsync(NpgsqlCommand command, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            yield return reader.GetString(0);
        }
    }

    private static ArchiveBatch ReadBatch(NpgsqlDataReader row) => new(
        FileKey.Parse(row.GetString(0)), row.GetDateTime(1), row.GetGuid(2), row.IsDBNull(3) ? null : FileKey.Parse(row.GetString(3)));

    private async Task<ArchiveBatch?> WriteBatchAsync(string sql, IReadOnlyList<NpgsqlParameter> parameters, CancellationToken ct)
    {
        await using var work = database.BeginLong();
        var batch = await work.ReadAsync(sql, parameters, ReadBatch, ct);
        await work.CommitAsync(ct);
        return batch.SingleOrDefault();
    }

    private NpgsqlCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlCommand(sql, session);
        command.Parameters.AddRange(parameters);
        return command;
    }
}

using System.Runtime.CompilerServices;
using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Storage;

namespace Tracker.Modules.Notifications.Archive;

/// <summary>The rows of one archive: every notification up to this one, in the order of their creation.</summary>
/// <param name="Key">The archive's file.</param>
/// <param name="LastCreatedAt">When the last one was created, in UTC.</param>
/// <param name="LastId">Its id.</param>
/// <param name="Superseded">The file of the attempt before, which may still be there; null when this is the first.</param>
internal sealed record ArchiveBatch(FileKey Key, DateTime LastCreatedAt, Guid LastId, FileKey? Superseded);

/// <summary>The SQL of archiving, on a session without time limits: a batch takes longer than what a request may.</summary>
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

    /// <summary>The batch that was begun and not finished; null when there is none.</summary>
    public async Task<ArchiveBatch?> FindUnfinishedAsync(CancellationToken ct)
    {
        await using var command = Command("select key, last_created_at, last_id, superseded_key from notification_archives where archived_at is null");
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? ReadBatch(reader) : null;
    }

    /// <summary>Gives a batch that was begun to this attempt, under a key of its own; the attempt that had it can no longer finish it.</summary>
    /// <returns>Null when it was finished or taken meanwhile.</returns>
    public Task<ArchiveBatch?> ClaimAsync(ArchiveBatch begun, DateTime now, CancellationToken ct) => WriteBatchAsync(
        """
        update notification_archives set key = 'notifications-' || to_char(last_created_at, 'YYYYMMDD') || '-' || @name, superseded_key = key
        where key = @key and archived_at is null
        returning key, last_created_at, last_id, superseded_key
        """,
        [NewName(now), Sql.Param("key", begun.Key.Text)],
        ct);

    /// <summary>Forgets a batch that has no rows any more, unless it was taken meanwhile.</summary>
    public Task DropAsync(ArchiveBatch batch, CancellationToken ct) => database.ExecuteAsync(
        "delete from notification_archives where key = @key and archived_at is null", [Sql.Param("key", batch.Key.Text)], ct);

    /// <summary>Begins a batch with the oldest notifications; null when none is old enough.</summary>
    public Task<ArchiveBatch?> PlanAsync(DateTime before, int max, DateTime now, CancellationToken ct) => WriteBatchAsync(
        """
        with oldest as (
            select created_at, id from notifications where created_at < @before order by created_at, id limit @max
        )
        insert into notification_archives (key, first_created_at, last_created_at, last_id, created_at)
        select 'notifications-' || to_char(created_at, 'YYYYMMDD') || '-' || @name, (select min(created_at) from oldest), created_at, id, @now
        from oldest
        order by created_at desc, id desc
        limit 1
        returning key, last_created_at, last_id, superseded_key
        """,
        [Sql.Param("before", before), Sql.Param("max", max), NewName(now), Sql.Param("now", now)],
        ct);

    /// <summary>The rows of a batch as JSON, in order.</summary>
    public async IAsyncEnumerable<string> ReadAsync(ArchiveBatch batch, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = Command(
            "select to_json(n)::text from notifications n where (n.created_at, n.id) <= (@last_created_at, @last_id) order by n.created_at, n.id", Bounds(batch));
        await foreach (var line in LinesAsync(command, ct))
        {
            yield return line;
        }
    }

    /// <summary>Notes that a batch is done and deletes its rows if they are what its file holds, in one transaction.</summary>
    /// <returns>False when they are not, or the batch is another attempt's by now; nothing is changed then.</returns>
    public async Task<bool> FinishAsync(ArchiveBatch batch, ArchiveContent content, DateTime now, CancellationToken ct)
    {
        await using var work = database.BeginLong();
        // First of all, so that who wants to claim it waits for what becomes of it here.
        var done = await work.ReadAsync(
            """
            update notification_archives set rows = @rows, sha256 = @sha256, archived_at = @now, superseded_key = null
            where key = @key and archived_at is null
            returning 1
            """,
            [Sql.Param("rows", content.Rows), Sql.Param("sha256", content.Sha256), Sql.Param("now", now), Sql.Param("key", batch.Key.Text)],
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

    private static NpgsqlParameter[] Bounds(ArchiveBatch batch) => [Sql.Param("last_created_at", batch.LastCreatedAt), Sql.Param("last_id", batch.LastId)];

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

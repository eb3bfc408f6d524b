using Npgsql;
using Tracker.Platform.Messaging.Claims;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging;

/// <summary>The table <c>outbox</c> in PostgreSQL. <see cref="Outbox"/> appends to it.</summary>
internal sealed class OutboxTable(Database database, ClaimOwner owner, TimeProvider clock) : IOutboxTable
{
    public static readonly ClaimedRows Claims = new("outbox", "next_attempt_at = least(occurred_at, now())");

    public async Task<ClaimedBatch> ClaimAsync(int max, TimeSpan lease, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var leasedUntil = now + lease;
        var rows = await database.WriteAsync(
            """
            update outbox set next_attempt_at = @leased_until, claimed_by = @claimed_by
            where id = any (array(
                select id from outbox
                where published_at is null and next_attempt_at <= @now
                order by next_attempt_at, id
                limit @max
                for update skip locked))
            returning id, event_id, topic, body, trace_parent, occurred_at
            """,
            [Sql.Param("now", now), Sql.Param("leased_until", leasedUntil), Sql.Param("max", max), Sql.Param("claimed_by", owner.Number)],
            row => (Id: row.GetInt64(0), Message: Read(row)),
            ct);
        rows.Sort((one, other) => one.Id.CompareTo(other.Id));
        return new ClaimedBatch([.. rows.Select(row => row.Id)], [.. rows.Select(row => row.Message)], leasedUntil);
    }

    public Task MarkPublishedAsync(IReadOnlyList<long> ids, CancellationToken ct) =>
        database.ExecuteAsync(
            "update outbox set published_at = @now, claimed_by = null where id = any (@ids)",
            [Sql.Param("now", clock.UtcNow()), Sql.Param("ids", ids.ToArray())],
            ct);

    public Task ReleaseAsync(IReadOnlyList<long> ids, DateTime leasedUntil, CancellationToken ct) =>
        database.ExecuteAsync(
            """
            update outbox set next_attempt_at = least(occurred_at, @now), claimed_by = null
            where id = any (@ids) and next_attempt_at = @leased_until and published_at is null
            """,
            [Sql.Param("now", clock.UtcNow()), Sql.Param("ids", ids.ToArray()), Sql.Param("leased_until", leasedUntil)],
            ct);

    public Task PostponeAsync(IReadOnlyList<long> ids, DateTime leasedUntil, CancellationToken ct) =>
        database.ExecuteAsync(
            """
            update outbox
            set attempts = attempts + 1, claimed_by = null, next_attempt_at = @now + interval '1 second' * power(2, least(attempts, 6))
            where id = any (@ids) and next_attempt_at = @leased_until and published_at is null
            """,
            [Sql.Param("now", clock.UtcNow()), Sql.Param("ids", ids.ToArray()), Sql.Param("leased_until", leasedUntil)],
            ct);

    public async Task<int> CountPendingAsync(int max, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(
            "select count(*)::int from (select 1 from outbox where published_at is null limit @max) as pending");
        command.Parameters.Add(Sql.Param("max", max));
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }

    public Task<int> PurgeAsync(DateTime before, int max, CancellationToken ct) =>
        database.ExecuteAsync(
            """
            delete from outbox
            where id = any (array(
                select id from outbox where published_at < @before order by published_at limit @max for update skip locked))
            """,
            [Sql.Param("before", before), Sql.Param("max", max)],
            ct);

    private static OutboxMessage Read(NpgsqlDataReader row) =>
        new(row.GetGuid(1), row.GetString(2), row.GetFieldValue<byte[]>(3), row.GetDateTime(5))
        {
            TraceParent = row.IsDBNull(4) ? null : row.GetString(4),
        };
}

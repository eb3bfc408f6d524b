using System.Globalization;
using Npgsql;
using Tracker.Platform.Messaging.CatchUp;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging.Live;

/// <summary>An event and its position.</summary>
internal readonly record struct LiveEvent(LivePosition Position, string Topic, byte[] Body);

/// <summary>The events after a position.</summary>
/// <param name="Upto">All events up to this place have been read.</param>
/// <param name="End">From here on transactions may still commit.</param>
/// <param name="NextTransaction">No transaction with this number or a later one has ended.</param>
/// <param name="Waits">Some committed events cannot be read yet, because an older transaction may still commit.</param>
internal sealed record LivePage(
    IReadOnlyList<LiveEvent> Events, OutboxPosition Upto, OutboxPosition End, ulong NextTransaction, bool Waits)
{
    /// <summary>Whether a position belongs to the history of this page; one of the future or of another server does not.</summary>
    /// <remarks>
    /// A page that was read while no transaction ran ends before the next transaction, and is known as long as none begins.
    /// </remarks>
    public bool Knows(OutboxPosition position) =>
        position.Lineage == End.Lineage && !position.IsAfter(new OutboxPosition(End.Lineage, NextTransaction, 0));
}

/// <summary>
/// Reads the outbox of a service without a dispatcher, as <see cref="OutboxFeed"/> does for services with one: in the order of
/// transactions, and only below the oldest that still runs, so that none is skipped. One statement, and so one snapshot.
/// </summary>
internal sealed class LiveFeed(Database database, TimeProvider clock)
{
    private const int PurgeBatch = 1000;

    /// <summary>Reads the events after a place; of another server's place only where this one's events end.</summary>
    /// <param name="after">Null to read only where the events end.</param>
    public async Task<LivePage> ReadAsync(OutboxPosition? after, int max, CancellationToken ct)
    {
        var rows = await database.ReadAsync(
            """
            select state.lineage, state.running::text, state.next::text, state.waits,
                   event.xid::text, event.id, event.topic, event.body, event.occurred_at
            from (
                select system_identifier || ':' || left(pg_walfile_name(pg_current_wal_lsn()), 8) as lineage,
                       pg_snapshot_xmin(pg_current_snapshot()) as running,
                       pg_snapshot_xmax(pg_current_snapshot()) as next,
                       exists (select from outbox where xid >= pg_snapshot_xmin(pg_current_snapshot())) as waits
                from pg_control_system()) as state
            left join lateral (
                select xid, id, topic, body, occurred_at
                from outbox
                where state.lineage = @lineage and (xid, id) > (cast(@xid as xid8), @id) and xid < pg_snapshot_xmin(pg_current_snapshot())
                order by xid, id
                limit @max) as event on true
            order by event.xid, event.id
            """,
            [
                Sql.Param("lineage", after?.Lineage ?? ""),
                Sql.Param("xid", (after?.Transaction ?? 0).ToString(CultureInfo.InvariantCulture)),
                Sql.Param("id", after?.Row ?? 0),
                Sql.Param("max", max),
            ],
            Row.Read,
            ct);
        var state = rows[0];
        var end = new OutboxPosition(state.Lineage, state.Running, 0);
        var events = state.Event is null ? [] : rows.ConvertAll(row => row.Event!.Value);
        var upto = events.Count > 0 && events.Count == max ? events[^1].Position.Place : end;
        return new LivePage(events, upto, end, state.Next, state.Waits);
    }

    /// <summary>Deletes events of a batch that were stored before a time.</summary>
    public async Task<bool> PurgeAsync(TimeSpan age, CancellationToken ct) =>
        await database.ExecuteAsync(
            """
            delete from outbox
            where id = any (array(
                select id from outbox
                where published_at is null and next_attempt_at < @before
                order by next_attempt_at
                limit @max
                for update skip locked))
            """,
            [Sql.Param("before", clock.UtcNow() - age), Sql.Param("max", PurgeBatch)],
            ct) == PurgeBatch;

    private readonly record struct Row(string Lineage, ulong Running, ulong Next, bool Waits, LiveEvent? Event)
    {
        public static Row Read(NpgsqlDataReader row)
        {
            var lineage = row.GetString(0);
            return new Row(lineage, Number(row, 1), Number(row, 2), row.GetBoolean(3), row.IsDBNull(4) ? null : ReadEvent(row, lineage));
        }

        private static LiveEvent ReadEvent(NpgsqlDataReader row, string lineage)
        {
            var place = new OutboxPosition(lineage, Number(row, 4), row.GetInt64(5));
            return new LiveEvent(new LivePosition(place, row.GetDateTime(8)), row.GetString(6), row.GetFieldValue<byte[]>(7));
        }

        private static ulong Number(NpgsqlDataReader row, int column) =>
            ulong.Parse(row.GetString(column), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}

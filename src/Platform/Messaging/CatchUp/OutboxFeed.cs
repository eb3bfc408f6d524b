using System.Globalization;
using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging.CatchUp;

/// <summary>
/// Reads the outbox by position, whether or not the events were published. Rows appear in the order of their transactions, once all earlier
/// transactions have ended: a row that commits late is not skipped, as it would be by the highest id read so far.
/// </summary>
internal sealed class OutboxFeed(Database database)
{
    /// <summary>The max events of a page.</summary>
    public const int PageSize = 200;

    /// <summary>The max bytes of all bodies of a page, unless a single one is longer.</summary>
    private const int PageBytes = 2 * 1024 * 1024;

    /// <summary>For a service whose outbox is read by position: the column <c>outbox.xid</c>.</summary>
    public static MigrationSet Schema { get; } =
        MigrationSet.Embedded("outbox-feed", MigrationLayer.Platform, typeof(OutboxFeed).Assembly, "Feed");

    /// <summary>Reads the events after a position.</summary>
    /// <param name="after">
    /// Null for the start. So is a position of another lineage: its transaction numbers mean nothing in this one.
    /// </param>
    public async Task<FeedPage> ReadAsync(OutboxPosition? after, CancellationToken ct)
    {
        var lineage = await LineageAsync(ct);
        var from = after is { } given && given.Lineage == lineage ? given : OutboxPosition.StartOf(lineage);
        var rows = await database.ReadAsync(
            """
            select event_id, topic, body, occurred_at, trace_parent, xid::text, id, found
            from (
                select *, count(*) over () as found, sum(octet_length(body)) over (order by xid, id) as bytes
                from (
                    select event_id, topic, body, occurred_at, trace_parent, xid, id
                    from outbox
                    where (xid, id) > (cast(@xid as xid8), @id) and xid < pg_snapshot_xmin(pg_current_snapshot())
                    order by xid, id
                    limit @max) as next) as page
            where bytes <= @max_bytes or bytes = octet_length(body)
            order by page.xid, page.id
            """,
            [
                Sql.Param("xid", from.Transaction.ToString(CultureInfo.InvariantCulture)),
                Sql.Param("id", from.Row),
                Sql.Param("max", PageSize),
                Sql.Param("max_bytes", (long)PageBytes),
            ],
            row => (Event: Read(row), Position: PositionOf(row, lineage), Found: row.GetInt64(7)),
            ct);
        return rows is [.., var last]
            ? new FeedPage([.. rows.Select(row => row.Event)], last.Position.ToString(), last.Found == PageSize || last.Found > rows.Count)
            : new FeedPage([], from.ToString(), More: false);
    }

    // A database that was restored on another server, or a promoted standby, counts its transactions anew. Rows with a number that this
    // server has not reached come from elsewhere and get one of its own.
    private async Task<string> LineageAsync(CancellationToken ct)
    {
        var found = await database.ReadAsync(
            """
            select system_identifier || ':' || left(pg_walfile_name(pg_current_wal_lsn()), 8),
                   exists (select from outbox where xid >= pg_snapshot_xmax(pg_current_snapshot()))
            from pg_control_system()
            """,
            [],
            row => (Lineage: row.GetString(0), HasForeign: row.GetBoolean(1)),
            ct);
        if (found[0].HasForeign)
        {
            await using var work = database.BeginLong();
            await work.ExecuteAsync(
                "update outbox set xid = pg_current_xact_id() where xid >= pg_snapshot_xmax(pg_current_snapshot())", [], ct);
            await work.CommitAsync(ct);
        }

        return found[0].Lineage;
    }

    private static FeedEvent Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetString(1), row.GetFieldValue<byte[]>(2), row.GetDateTime(3), row.IsDBNull(4) ? null : row.GetString(4));

    private static OutboxPosition PositionOf(NpgsqlDataReader row, string lineage) =>
        new(lineage, ulong.Parse(row.GetString(5), NumberStyles.None, CultureInfo.InvariantCulture), row.GetInt64(6));
}

using MySqlConnector;
using Tracker.Platform.Messaging.Claims;
using Tracker.Platform.Persistence.MySql;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging.MySql;

/// <summary>The table <c>outbox</c> in MySQL. <see cref="MySqlOutbox"/> appends to it.</summary>
internal sealed class MySqlOutboxTable(MySqlDatabase database, ClaimOwner owner, TimeProvider clock) : IOutboxTable
{
    public static readonly ClaimedRows Claims = new("outbox", "next_attempt_at = least(occurred_at, utc_timestamp(6))");

    private const string Due = "published_at is null and next_attempt_at <= @now";

    public async Task<ClaimedBatch> ClaimAsync(int max, TimeSpan lease, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var leasedUntil = now + lease;
        // Most polls find nothing: they take one round trip and no transaction.
        var due = await database.ReadAsync($"select 1 from outbox where {Due} limit 1", [MySqlWork.Param("now", now)], _ => 1, ct);
        if (due.Count == 0)
        {
            return new ClaimedBatch([], [], leasedUntil);
        }

        await using var work = database.Begin();
        var rows = await work.ReadAsync(
            $"""
            select id, event_id, topic, body, trace_parent, occurred_at from outbox
            where {Due}
            order by next_attempt_at, id
            limit @max
            for update skip locked
            """,
            [MySqlWork.Param("now", now), MySqlWork.Param("max", max)],
            row => (Id: row.GetInt64(0), Message: Read(row)),
            ct);
        if (rows.Count > 0)
        {
            var ids = IdsOf([.. rows.Select(row => row.Id)]);
            work.Add(
                $"update outbox set next_attempt_at = @leased_until, claimed_by = @claimed_by where id in {ids}",
                [.. ids.Parameters, MySqlWork.Param("leased_until", leasedUntil), MySqlWork.Param("claimed_by", owner.Number)]);
            await work.CommitAsync(ct);
        }

        rows.Sort((one, other) => one.Id.CompareTo(other.Id));
        return new ClaimedBatch([.. rows.Select(row => row.Id)], [.. rows.Select(row => row.Message)], leasedUntil);
    }

    public Task MarkPublishedAsync(IReadOnlyList<long> ids, CancellationToken ct) =>
        ChangeAsync("published_at = @now, claimed_by = null", ids, "true", [], ct);

    public Task ReleaseAsync(IReadOnlyList<long> ids, DateTime leasedUntil, CancellationToken ct) =>
        ChangeHeldAsync("next_attempt_at = least(occurred_at, @now), claimed_by = null", ids, leasedUntil, ct);

    // MySQL assigns from left to right, so the delay still sees the old number of attempts.
    public Task PostponeAsync(IReadOnlyList<long> ids, DateTime leasedUntil, CancellationToken ct) =>
        ChangeHeldAsync(
            "next_attempt_at = @now + interval (1 << least(attempts, 6)) second, attempts = attempts + 1, claimed_by = null",
            ids,
            leasedUntil,
            ct);

    public async Task<int> CountPendingAsync(int max, CancellationToken ct) =>
        (await database.ReadAsync(
            "select count(*) from (select 1 from outbox where published_at is null limit @max) pending",
            [MySqlWork.Param("max", max)],
            row => row.GetInt32(0),
            ct))[0];

    public Task<int> PurgeAsync(DateTime before, int max, CancellationToken ct) =>
        database.ExecuteAsync(
            "delete from outbox where published_at < @before order by published_at limit @max",
            [MySqlWork.Param("before", before), MySqlWork.Param("max", max)],
            ct);

    private Task ChangeHeldAsync(string assignments, IReadOnlyList<long> ids, DateTime leasedUntil, CancellationToken ct) =>
        ChangeAsync(
            assignments,
            ids,
            "next_attempt_at = @leased_until and published_at is null",
            [MySqlWork.Param("leased_until", leasedUntil)],
            ct);

    private async Task ChangeAsync(
        string assignments, IReadOnlyList<long> ids, string condition, MySqlParameter[] parameters, CancellationToken ct)
    {
        if (ids.Count > 0)
        {
            var list = IdsOf(ids);
            await database.ExecuteAsync(
                $"update outbox set {assignments} where id in {list} and {condition}",
                [.. list.Parameters, .. parameters, MySqlWork.Param("now", clock.UtcNow())],
                ct);
        }
    }

    private static MySqlList<long> IdsOf(IReadOnlyList<long> ids) => new("id", ids);

    private static OutboxMessage Read(MySqlDataReader row) =>
        new(row.GetGuid(1), row.GetString(2), row.GetFieldValue<byte[]>(3), row.GetDateTime(5))
        {
            TraceParent = row.IsDBNull(4) ? null : row.GetString(4),
        };
}

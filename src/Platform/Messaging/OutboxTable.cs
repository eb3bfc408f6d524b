using Dapper;
using Tracker.Platform.Messaging.Claims;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging;

/// <summary>The rows of <c>outbox</c> that a dispatcher holds until <paramref name="LeasedUntil"/>, in the order they were appended.</summary>
internal sealed record ClaimedBatch(IReadOnlyList<long> Ids, IReadOnlyList<OutboxMessage> Messages, DateTime LeasedUntil);

/// <summary>The table <c>outbox</c>.</summary>
internal sealed class OutboxTable(Database database, ClaimOwner owner, TimeProvider clock)
{
    public static readonly ClaimedRows Claims = new("outbox", "next_attempt_at = least(occurred_at, now())");

    public async Task<ClaimedBatch> ClaimAsync(int max, TimeSpan lease, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var leasedUntil = now + lease;
        var rows = await database.WriteAsync<Row>(
            """
            update outbox set next_attempt_at = @leasedUntil, claimed_by = @claimedBy
            where id = any (array(
                select id from outbox
                where published_at is null and next_attempt_at <= @now
                order by next_attempt_at, id
                limit @most
                for update skip locked))
            returning id, event_id as EventId, topic, body, trace_parent as TraceParent, occurred_at as OccurredAt
            """,
            new { now, leasedUntil, max, claimedBy = owner.Number }, ct);
        var ordered = rows.OrderBy(row => row.Id).ToList();
        return new ClaimedBatch([.. ordered.Select(row => row.Id)], [.. ordered.Select(row => row.Message())], leasedUntil);
    }

    public Task MarkPublishedAsync(IReadOnlyList<long> ids, CancellationToken ct) =>
        database.ExecuteAsync(
            "update outbox set published_at = @now, claimed_by = null where id = any (@ids)", new { now = clock.UtcNow(), ids = ids.ToArray() }, ct);

    /// <summary>Gives rows back, unless their lease has run out and another dispatcher has them.</summary>
    public Task ReleaseAsync(IReadOnlyList<long> ids, DateTime leasedUntil, CancellationToken ct) =>
        database.ExecuteAsync(
            """
            update outbox set next_attempt_at = least(occurred_at, @now), claimed_by = null
            where id = any (@ids) and next_attempt_at = @leasedUntil and published_at is null
            """,
            new { now = clock.UtcNow(), ids = ids.ToArray(), leasedUntil }, ct);

    /// <summary>Puts rows off for 1 s, 2 s, 4 s … 64 s, so that messages nobody takes do not hold up the others.</summary>
    public Task PostponeAsync(IReadOnlyList<long> ids, DateTime leasedUntil, CancellationToken ct) =>
        database.ExecuteAsync(
            """
            update outbox set attempts = attempts + 1, claimed_by = null, next_attempt_at = @now + interval '1 second' * power(2, least(attempts, 6))
            where id = any (@ids) and next_attempt_at = @leasedUntil and published_at is null
            """,
            new { now = clock.UtcNow(), ids = ids.ToArray(), leasedUntil }, ct);

    public async Task<int> CountPendingAsync(int max, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "select count(*) from (select 1 from outbox where published_at is null limit @most) as pending", new { max }, cancellationToken: ct));
    }

    public Task<int> PurgeAsync(DateTime before, int max, CancellationToken ct) =>
        database.ExecuteAsync(
            """
            delete from outbox
            where id = any (array(
                select id from outbox where published_at < @before order by published_at limit @most for update skip locked))
            """,
            new { before, max }, ct);

    private sealed record Row(long Id, Guid EventId, string Topic, byte[] Body, string? TraceParent, DateTime OccurredAt)
    {
        public OutboxMessage Message() => new(EventId, Topic, Body, OccurredAt) { TraceParent = TraceParent };
    }
}

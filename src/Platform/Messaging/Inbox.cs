using Npgsql;
using Tracker.Platform.Messaging.Claims;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging;

/// <summary>A message that is claimed until <paramref name="LeasedUntil"/>.</summary>
internal sealed record ClaimedMessage(long Id, InboundMessage Message, DateTime LeasedUntil);

/// <summary>
/// The table <c>inbound_messages</c> in the consumer's own database: the waiting messages, retries and dead letters of transports that have
/// no such store (in-process, Redis Pub/Sub).
/// </summary>
internal sealed class Inbox(Database database, ClaimOwner owner, TimeProvider clock)
{
    public static readonly ClaimedRows Claims = new("inbound_messages", "next_attempt_at = received_at");

    private const int ReasonLength = 1000;

    /// <summary>
    /// Stores messages for a consumer in one transaction. A message that is already stored, waiting or dead, stays unchanged.
    /// </summary>
    public async Task ReceiveAsync(string consumer, IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        await using var work = database.Begin();
        Append(work, consumer, messages);
        await work.CommitAsync(ct);
    }

    /// <summary>As <see cref="ReceiveAsync"/>, within the caller's transaction.</summary>
    public void Append(UnitOfWork work, string consumer, IReadOnlyList<OutboxMessage> messages) =>
        Append(work, consumer, messages, "nothing");

    /// <summary>
    /// Stores messages as their publisher keeps them. On an open transport another client may have sent a message with the same id and
    /// another body before: it is replaced, whether it waits or is dead.
    /// </summary>
    public void AppendOriginals(UnitOfWork work, string consumer, IReadOnlyList<OutboxMessage> messages) =>
        Append(
            work,
            consumer,
            messages,
            """
            update set topic = excluded.topic, body = excluded.body, trace_parent = excluded.trace_parent, received_at = @now,
                       next_attempt_at = @now, attempts = 0, dead_at = null, reason = null, claimed_by = null
            where inbound_messages.body <> excluded.body
            """);

    private void Append(UnitOfWork work, string consumer, IReadOnlyList<OutboxMessage> messages, string whenStored) =>
        work.Add(
            $"""
            insert into inbound_messages (consumer, event_id, topic, body, trace_parent, received_at, next_attempt_at)
            select @consumer, message.event_id, message.topic, message.body, message.trace_parent, @now, @now
            from unnest(@event_ids, @topics, @bodies, @trace_parents)
                 with ordinality as message (event_id, topic, body, trace_parent, position)
            order by message.position
            on conflict (consumer, event_id) do {whenStored}
            """,
            Sql.Param("consumer", consumer),
            Sql.Param("now", clock.UtcNow()),
            Sql.Param("event_ids", messages.Select(message => message.EventId).ToArray()),
            Sql.Param("topics", messages.Select(message => message.Topic).ToArray()),
            Sql.Param("bodies", messages.Select(message => message.Body.ToArray()).ToArray()),
            Sql.Param("trace_parents", messages.Select(message => message.TraceParent).ToArray()));

    /// <param name="inProgress">The ids to skip.</param>
    public async Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(
        string consumer, long[] inProgress, int max, TimeSpan lease, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var leasedUntil = now + lease;
        var rows = await database.WriteAsync(
            """
            update inbound_messages set next_attempt_at = @leased_until, claimed_by = @claimed_by
            where id = any (array(
                select id from inbound_messages
                where consumer = @consumer and dead_at is null and next_attempt_at <= @now and id <> all (@in_progress)
                order by next_attempt_at, id
                limit @max
                for update skip locked))
            returning id, event_id, topic, body, trace_parent, attempts
            """,
            [
                Sql.Param("consumer", consumer),
                Sql.Param("in_progress", inProgress),
                Sql.Param("now", now),
                Sql.Param("leased_until", leasedUntil),
                Sql.Param("max", max),
                Sql.Param("claimed_by", owner.Number),
            ],
            row => new ClaimedMessage(row.GetInt64(0), Message(row), leasedUntil),
            ct);
        return [.. rows.OrderBy(row => row.Id)];
    }

    /// <summary>Deletes a handled message, in the transaction that records it.</summary>
    public static void Acknowledge(UnitOfWork work, ClaimedMessage claimed) =>
        work.Add("delete from inbound_messages where id = @id", Sql.Param("id", claimed.Id));

    /// <summary>Deletes a message that was already handled before.</summary>
    public Task DropRepeatAsync(ClaimedMessage claimed, CancellationToken ct) =>
        database.ExecuteAsync("delete from inbound_messages where id = @id", [Sql.Param("id", claimed.Id)], ct);

    /// <param name="attempts">The attempts that have counted so far.</param>
    /// <param name="delay">From now to the next attempt.</param>
    public Task RetryAsync(ClaimedMessage claimed, int attempts, TimeSpan delay, string reason, CancellationToken ct) =>
        database.ExecuteAsync(
            """
            update inbound_messages set attempts = @attempts, next_attempt_at = @due, reason = @reason, claimed_by = null
            where id = @id and next_attempt_at = @leased_until and dead_at is null
            """,
            [
                Sql.Param("attempts", attempts),
                Sql.Param("due", clock.UtcNow() + delay),
                Sql.Param("reason", Storable(reason)),
                .. Held(claimed),
            ],
            ct);

    public Task BuryAsync(ClaimedMessage claimed, string reason, CancellationToken ct) =>
        database.ExecuteAsync(
            """
            update inbound_messages set attempts = @attempts, dead_at = @now, reason = @reason, claimed_by = null
            where id = @id and next_attempt_at = @leased_until and dead_at is null
            """,
            [
                Sql.Param("attempts", claimed.Message.Attempt),
                Sql.Param("now", clock.UtcNow()),
                Sql.Param("reason", Storable(reason)),
                .. Held(claimed),
            ],
            ct);

    /// <summary>Ends the claim, so that the message is due at once.</summary>
    public Task ReleaseAsync(ClaimedMessage claimed, CancellationToken ct) =>
        database.ExecuteAsync(
            """
            update inbound_messages set next_attempt_at = received_at, claimed_by = null
            where id = @id and next_attempt_at = @leased_until and dead_at is null
            """,
            Held(claimed),
            ct);

    // A reason may quote the message; PostgreSQL does not store U+0000.
    private static string Storable(string reason) => reason.Replace("\0", "", StringComparison.Ordinal).CutTo(ReasonLength);

    private static NpgsqlParameter[] Held(ClaimedMessage claimed) =>
        [Sql.Param("id", claimed.Id), Sql.Param("leased_until", claimed.LeasedUntil)];

    private static InboundMessage Message(NpgsqlDataReader row) =>
        new(row.GetGuid(1), row.GetString(2), row.GetFieldValue<byte[]>(3), row.GetInt32(5) + 1)
        {
            TraceParent = row.IsDBNull(4) ? null : row.GetString(4),
        };
}

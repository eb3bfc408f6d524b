using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging;

/// <summary>A message that its consumer gave up.</summary>
/// <param name="Attempts">How often it was handled.</param>
/// <param name="Reason">Why the last attempt failed.</param>
/// <param name="DeadAt">When it was given up, in UTC.</param>
public sealed record DeadLetter(string Consumer, Guid EventId, string Topic, int Attempts, string Reason, DateTime DeadAt);

/// <summary>
/// Messages that were given up. They are kept until they are replayed or discarded. The service that registers them need not be running.
/// The store must answer within seconds; otherwise a <see cref="TimeoutException"/> is thrown.
/// </summary>
public interface IDeadLetters
{
    /// <summary>The latest dead letters, newest first.</summary>
    Task<IReadOnlyList<DeadLetter>> ListAsync(int max, CancellationToken ct);

    /// <summary>
    /// Lets the current dead letters be handled again like new messages, with all their attempts. One that is given up again meanwhile is
    /// not replayed again.
    /// </summary>
    /// <param name="eventId">Only those of this event, of every consumer; null for all.</param>
    /// <returns>The number of replayed messages.</returns>
    Task<int> ReplayAsync(Guid? eventId, CancellationToken ct);

    /// <summary>Deletes the current dead letters permanently.</summary>
    /// <param name="eventId">Only those of this event, of every consumer; null for all.</param>
    /// <returns>The number of deleted messages.</returns>
    Task<int> DiscardAsync(Guid? eventId, CancellationToken ct);
}

/// <summary>The dead letters of the consumers that share a database.</summary>
public sealed class DeadLetters(Database database, TimeProvider clock) : IDeadLetters
{
    public async Task<IReadOnlyList<DeadLetter>> ListAsync(int max, CancellationToken ct) =>
        await database.ReadAsync(
            """
            select consumer, event_id, topic, attempts, reason, dead_at
            from inbound_messages
            where dead_at is not null
            order by dead_at desc, id desc
            limit @max
            """,
            [Sql.Param("max", max)],
            Letter,
            ct);

    /// <remarks>A running consumer handles them at its next poll.</remarks>
    public Task<int> ReplayAsync(Guid? eventId, CancellationToken ct) =>
        eventId is { } id ? ReviveAsync("and event_id = @event_id", [Sql.Param("event_id", id)], ct) : ReviveAsync("", [], ct);

    public Task<int> DiscardAsync(Guid? eventId, CancellationToken ct) =>
        database.ExecuteAsync(
            "delete from inbound_messages where dead_at is not null and (event_id = @event_id or @event_id is null)",
            [Sql.Param("event_id", eventId)],
            ct);

    private static DeadLetter Letter(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.GetGuid(1),
        row.GetString(2),
        row.GetInt32(3),
        row.GetString(4),
        row.GetDateTime(5));

    private Task<int> ReviveAsync(string which, NpgsqlParameter[] parameters, CancellationToken ct) => database.ExecuteAsync(
        $"""
        update inbound_messages set attempts = 0, next_attempt_at = @now, dead_at = null, reason = null
        where dead_at is not null {which}
        """,
        [.. parameters, Sql.Param("now", clock.UtcNow())],
        ct);
}

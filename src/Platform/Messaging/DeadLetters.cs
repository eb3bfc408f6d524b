using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging;

/// <summary>A message its consumer gave up.</summary>
/// <param name="Consumer">Who gave it up.</param>
/// <param name="EventId">Which message.</param>
/// <param name="Topic">Where it was published.</param>
/// <param name="Attempts">How often it was handled.</param>
/// <param name="Reason">Why the last attempt failed.</param>
/// <param name="DeadAt">When it was given up, in UTC.</param>
public sealed record DeadLetter(string Consumer, Guid EventId, string Topic, int Attempts, string Reason, DateTime DeadAt);

/// <summary>
/// Messages that were given up; they are kept until they are replayed or discarded. The service that registers them need not have been started. Where they are
/// kept must answer within seconds: a <see cref="TimeoutException"/> says that it did not.
/// </summary>
public interface IDeadLetters
{
    /// <summary>The latest first.</summary>
    /// <param name="max">At most so many.</param>
    /// <param name="ct">Ends the wait.</param>
    Task<IReadOnlyList<DeadLetter>> ListAsync(int max, CancellationToken ct);

    /// <summary>Lets messages that lie dead now be handled again as if they had just come, with all their attempts. One that dies again
    /// meanwhile is not taken up again.</summary>
    /// <param name="eventId">Only those of this event, whoever gave them up; null for all.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>How many are handled again.</returns>
    Task<int> ReplayAsync(Guid? eventId, CancellationToken ct);

    /// <summary>Throws messages away that lie dead now, for good.</summary>
    /// <param name="eventId">Only those of this event, whoever gave them up; null for all.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>How many are gone.</returns>
    Task<int> DiscardAsync(Guid? eventId, CancellationToken ct);
}

/// <summary>The dead letters of the consumers that share a database.</summary>
public sealed class DeadLetters(Database database, TimeProvider clock) : IDeadLetters
{
    /// <inheritdoc/>
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

    /// <inheritdoc/>
    /// <remarks>A running consumer sees it at its next poll.</remarks>
    public Task<int> ReplayAsync(Guid? eventId, CancellationToken ct) =>
        eventId is { } id ? ReviveAsync("and event_id = @event_id", [Sql.Param("event_id", id)], ct) : ReviveAsync("", [], ct);

    /// <inheritdoc/>
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

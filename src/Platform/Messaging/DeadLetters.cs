using Dapper;
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

    /// <summary>Lets a message be handled again as if it had just come, with all its attempts.</summary>
    /// <returns>False when there is no such dead letter.</returns>
    Task<bool> ReplayAsync(string consumer, Guid eventId, CancellationToken ct);

    /// <summary>Does so with every message that lies dead now. One that dies again meanwhile is not taken up again.</summary>
    /// <param name="eventId">Only those of this event, whoever gave them up; null for all.</param>
    /// <param name="ct">Ends it.</param>
    /// <returns>How many are handled again.</returns>
    Task<int> ReplayAllAsync(Guid? eventId, CancellationToken ct);

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
    public async Task<IReadOnlyList<DeadLetter>> ListAsync(int max, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var rows = await connection.QueryAsync<DeadLetter>(new CommandDefinition(
            """
            select consumer, event_id as EventId, topic, attempts, reason, dead_at as DeadAt
            from inbound_messages
            where dead_at is not null
            order by dead_at desc, id desc
            limit @max
            """,
            new { max }, cancellationToken: ct));
        return rows.AsList();
    }

    /// <inheritdoc/>
    /// <remarks>A running consumer sees it at its next poll.</remarks>
    public async Task<bool> ReplayAsync(string consumer, Guid eventId, CancellationToken ct) =>
        await ReviveAsync("and consumer = @consumer and event_id = @eventId", new { consumer, eventId, now = clock.UtcNow() }, ct) == 1;

    /// <inheritdoc/>
    public Task<int> ReplayAllAsync(Guid? eventId, CancellationToken ct) =>
        ReviveAsync(eventId is null ? "" : "and event_id = @eventId", new { eventId, now = clock.UtcNow() }, ct);

    /// <inheritdoc/>
    public Task<int> DiscardAsync(Guid? eventId, CancellationToken ct) =>
        database.ExecuteAsync(
            "delete from inbound_messages where dead_at is not null and (event_id = @eventId or @eventId::uuid is null)", new { eventId }, ct);

    private Task<int> ReviveAsync(string which, object parameters, CancellationToken ct) => database.ExecuteAsync(
        $"update inbound_messages set attempts = 0, next_attempt_at = @now, dead_at = null, reason = null where dead_at is not null {which}", parameters, ct);
}

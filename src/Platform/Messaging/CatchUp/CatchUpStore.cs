using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging.CatchUp;

/// <summary>How far a consumer has read the events of a publisher.</summary>
/// <param name="CompletedAt">The last time it had read all of them, in UTC.</param>
internal sealed record ReadPosition(string Position, DateTime CompletedAt);

/// <summary>The SQL of catching up, in the consumer's database.</summary>
internal sealed class CatchUpStore(Database database, TimeProvider clock)
{
    /// <summary>For a service that catches up: the table <c>event_positions</c>.</summary>
    public static MigrationSet Schema { get; } =
        MigrationSet.Embedded("catch-up", MigrationLayer.Platform, typeof(CatchUpStore).Assembly, "CatchUp");

    /// <returns>Null before the first page.</returns>
    public async Task<ReadPosition?> FindAsync(string publisher, CancellationToken ct)
    {
        var found = await database.ReadAsync(
            "select position, completed_at from event_positions where publisher = @publisher",
            [Sql.Param("publisher", publisher)],
            row => new ReadPosition(row.GetString(0), row.GetDateTime(1)),
            ct);
        return found.SingleOrDefault();
    }

    /// <summary>The messages that a consumer has not handled yet. Most were handled when the transport delivered them.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> NewAsync(string consumer, IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        if (messages.Count == 0)
        {
            return messages;
        }

        var handled = await database.ReadAsync(
            "select event_id from handled_messages where consumer = @consumer and event_id = any (@ids)",
            [Sql.Param("consumer", consumer), Sql.Param("ids", messages.Select(message => message.EventId).ToArray())],
            row => row.GetGuid(0),
            ct);
        return [.. messages.ExceptBy(handled, message => message.EventId)];
    }

    /// <summary>Begins the transaction of a page: its messages and the position after it are stored together.</summary>
    /// <param name="completed">No further events follow.</param>
    public UnitOfWork Begin(string publisher, string position, bool completed)
    {
        var work = database.Begin();
        work.Add(
            """
            insert into event_positions as known (publisher, position, completed_at) values (@publisher, @position, @now)
            on conflict (publisher) do update
            set position = excluded.position, completed_at = case when @completed then excluded.completed_at else known.completed_at end
            """,
            Sql.Param("publisher", publisher),
            Sql.Param("position", position),
            Sql.Param("completed", completed),
            Sql.Param("now", clock.UtcNow()));
        return work;
    }
}

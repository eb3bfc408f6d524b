using Tracker.Platform.Background;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging;

/// <summary>The table <c>handled_messages</c>: the messages that had their effect, to recognize repeats.</summary>
internal sealed class HandledMessages(Database database, TimeProvider clock)
{
    /// <summary>How long handled messages are kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    private const int PurgeBatch = 1000;

    public async Task<bool> ContainsAsync(string consumer, Guid eventId, CancellationToken ct)
    {
        var found = await database.ReadAsync(
            "select exists (select 1 from handled_messages where consumer = @consumer and event_id = @event_id)",
            [Sql.Param("consumer", consumer), Sql.Param("event_id", eventId)],
            row => row.GetBoolean(0),
            ct);
        return found[0];
    }

    /// <summary>Adds the message to the caller's transaction. If another instance handled it meanwhile, nothing changes.</summary>
    public void Record(UnitOfWork work, string consumer, Guid eventId) =>
        work.Add(
            "insert into handled_messages (consumer, event_id, handled_at) values (@consumer, @event_id, @now) on conflict do nothing",
            Sql.Param("consumer", consumer),
            Sql.Param("event_id", eventId),
            Sql.Param("now", clock.UtcNow()));

    /// <summary>Deletes messages that were handled so long ago that they are not delivered again.</summary>
    public async Task<StepResult> TidyAsync(CancellationToken ct) =>
        await PurgeAsync(clock.UtcNow() - Retention, PurgeBatch, ct) == PurgeBatch ? StepResult.More : StepResult.Idle;

    private Task<int> PurgeAsync(DateTime before, int max, CancellationToken ct) => database.ExecuteAsync(
        """
        delete from handled_messages
        where (consumer, event_id) in (
            select consumer, event_id from handled_messages where handled_at < @before
            order by handled_at limit @max
            for update skip locked)
        """,
        [Sql.Param("before", before), Sql.Param("max", max)],
        ct);
}

using Tracker.Platform.Background;
using Tracker.Platform.Observability.Tracing;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging;

/// <summary>Where a change leaves its events: they are published exactly when the change is committed.</summary>
public sealed class Outbox
{
    private readonly Wakeup dispatcher;
    private readonly TimeProvider clock;

    /// <param name="dispatcher">Wakes the service's own dispatcher after the commit.</param>
    /// <param name="clock">From its time on the event may be published.</param>
    internal Outbox(Wakeup dispatcher, TimeProvider clock) => (this.dispatcher, this.clock) = (dispatcher, clock);

    /// <summary>Adds the event to the caller's transaction.</summary>
    /// <param name="work">The transaction of the change.</param>
    /// <param name="message">The event; its body is not to be changed before the commit. Without a <see cref="OutboxMessage.TraceParent"/> it takes the running
    /// trace.</param>
    public void Append(UnitOfWork work, OutboxMessage message)
    {
        work.Add(
            """
            insert into outbox (event_id, topic, body, trace_parent, occurred_at, next_attempt_at)
            values (@event_id, @topic, @body, @trace_parent, @occurred_at, @now)
            """,
            Sql.Param("event_id", message.EventId),
            Sql.Param("topic", message.Topic),
            Sql.Param("body", message.Body),
            Sql.Param("trace_parent", message.TraceParent ?? Traceparent.Current),
            Sql.Param("occurred_at", message.OccurredAt),
            Sql.Param("now", clock.UtcNow()));
        work.AfterCommit(dispatcher.Set);
    }
}

using Tracker.Platform.Observability.Tracing;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging;

/// <summary>Stores the events of a change. They are published if and only if the change is committed.</summary>
public sealed class Outbox
{
    private readonly Action committed;
    private readonly TimeProvider clock;

    /// <param name="committed">Called after the commit, for example to wake the service's own dispatcher.</param>
    /// <param name="clock">Its current time is when an event becomes due.</param>
    internal Outbox(Action committed, TimeProvider clock) => (this.committed, this.clock) = (committed, clock);

    /// <summary>Adds the event to the caller's transaction.</summary>
    /// <param name="message">
    /// Do not change its body before the commit. <see cref="OutboxMessage.TraceParent"/> defaults to the current trace.
    /// </param>
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
        work.AfterCommit(committed);
    }
}

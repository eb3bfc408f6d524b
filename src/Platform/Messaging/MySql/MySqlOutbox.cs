using Tracker.Platform.Background;
using Tracker.Platform.Observability.Tracing;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.MySql;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging.MySql;

/// <summary>The <see cref="Outbox"/> of a service whose database is MySQL or MariaDB.</summary>
public sealed class MySqlOutbox
{
    private readonly Wakeup dispatcher;
    private readonly TimeProvider clock;

    internal MySqlOutbox(Wakeup dispatcher, TimeProvider clock) => (this.dispatcher, this.clock) = (dispatcher, clock);

    /// <summary>The table <c>outbox</c>.</summary>
    public static MigrationSet Schema { get; } =
        MigrationSet.Embedded("outbox", MigrationLayer.Platform, typeof(MySqlOutbox).Assembly, "Messaging.MySql.Schema");

    /// <inheritdoc cref="Outbox.Append"/>
    public void Append(MySqlWork work, OutboxMessage message)
    {
        work.Add(
            """
            insert into outbox (event_id, topic, body, trace_parent, occurred_at, next_attempt_at)
            values (@event_id, @topic, @body, @trace_parent, @occurred_at, @now)
            """,
            MySqlWork.Param("event_id", message.EventId),
            MySqlWork.Param("topic", message.Topic),
            MySqlWork.Param("body", message.Body),
            MySqlWork.Param("trace_parent", message.TraceParent ?? Traceparent.Current),
            MySqlWork.Param("occurred_at", message.OccurredAt),
            MySqlWork.Param("now", clock.UtcNow()));
        work.AfterCommit(dispatcher.Set);
    }
}

using Tracker.Platform.Observability.Tracing;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging;

/// <summary>Stores messages for a consumer of the same service. A message is handled if and only if its transaction commits.</summary>
public sealed class LocalInbox
{
    private readonly InboxConsumer consumer;

    internal LocalInbox(InboxConsumer consumer) => this.consumer = consumer;

    /// <summary>Adds the message to the caller's transaction.</summary>
    /// <param name="message">
    /// Do not change its body before the commit. <see cref="OutboxMessage.TraceParent"/> defaults to the current trace.
    /// </param>
    public void Append(UnitOfWork work, OutboxMessage message) =>
        consumer.Append(work, [message with { TraceParent = message.TraceParent ?? Traceparent.Current }]);
}

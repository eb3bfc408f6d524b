using Tracker.Platform.Observability.Tracing;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging;

/// <summary>Where a change leaves messages to a consumer of its own service: they are handled exactly when the change is committed.</summary>
public sealed class LocalInbox
{
    private readonly InboxConsumer consumer;

    internal LocalInbox(InboxConsumer consumer) => this.consumer = consumer;

    /// <summary>Adds the message to the caller's transaction.</summary>
    /// <param name="work">The transaction of the change.</param>
    /// <param name="message">The message; its body is not to be changed before the commit. Without a <see cref="OutboxMessage.TraceParent"/> it takes the
    /// running trace.</param>
    public void Append(UnitOfWork work, OutboxMessage message) =>
        consumer.Append(work, message with { TraceParent = message.TraceParent ?? Traceparent.Current });
}

using System.Collections.Concurrent;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>A consumer whose effect is a row in <c>effects</c>, and whose outcome the test controls.</summary>
internal sealed class RecordingConsumer : IMessageConsumer
{
    private readonly ConcurrentQueue<InboundMessage> deliveries = new();

    public IReadOnlyList<InboundMessage> Deliveries => [.. deliveries];

    public Func<InboundMessage, CancellationToken, Task<MessageOutcome>> Outcome { get; set; } = (_, _) =>
        Task.FromResult(MessageOutcome.Done);

    public Task<MessageOutcome> HandleAsync(InboundMessage message, UnitOfWork work, CancellationToken ct)
    {
        deliveries.Enqueue(message);
        work.Add("insert into effects (event_id) values (@event_id)", Sql.Param("event_id", message.EventId));
        return Outcome(message, ct);
    }
}

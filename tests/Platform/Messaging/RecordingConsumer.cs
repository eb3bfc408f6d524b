using System.Collections.Concurrent;
using Tracker.Platform.Messaging;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>A consumer that records its deliveries, and whose outcome the test controls.</summary>
internal sealed class RecordingConsumer : IMessageConsumer
{
    private readonly ConcurrentQueue<InboundMessage> deliveries = new();

    public IReadOnlyList<InboundMessage> Deliveries => [.. deliveries];

    public Func<InboundMessage, CancellationToken, Task<MessageOutcome>> Outcome { get; set; } = (_, _) =>
        Task.FromResult(MessageOutcome.Done);

    public Task<MessageOutcome> HandleAsync(InboundMessage message, CancellationToken ct)
    {
        deliveries.Enqueue(message);
        return Outcome(message, ct);
    }
}

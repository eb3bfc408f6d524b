using System.Collections.Concurrent;
using Tracker.Platform.Messaging;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>A transport that the test controls: it keeps the published messages and answers as configured.</summary>
internal sealed class TestTransport : IMessageTransport
{
    private readonly ConcurrentQueue<OutboxMessage> published = new();

    public IReadOnlyList<OutboxMessage> Published => [.. published];

    public int Calls { get; private set; }

    /// <summary>Runs before a batch is accepted; throws to simulate an outage.</summary>
    public Func<Task> BeforeTaking { get; set; } = () => Task.CompletedTask;

    /// <summary>Runs after a batch is accepted and before it is confirmed.</summary>
    public Func<Task> BeforeConfirming { get; set; } = () => Task.CompletedTask;

    public Func<OutboxMessage, PublishResult> Answer { get; set; } = _ => PublishResult.Confirmed;

    public async Task<IReadOnlyList<PublishResult>> PublishAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        Calls++;
        await BeforeTaking();
        foreach (var message in messages.Where(message => Answer(message) == PublishResult.Confirmed))
        {
            published.Enqueue(message);
        }

        await BeforeConfirming();
        return [.. messages.Select(Answer)];
    }
}

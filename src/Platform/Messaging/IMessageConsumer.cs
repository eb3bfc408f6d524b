using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging;

/// <summary>A message as its consumer receives it, over any transport.</summary>
/// <param name="EventId">Identifies repeats.</param>
/// <param name="Topic">The topic it was published to, for example <c>order.created</c>.</param>
/// <param name="Attempt">1 for the first delivery. A delivery that was cancelled without fault of the message does not count.</param>
public sealed record InboundMessage(Guid EventId, string Topic, ReadOnlyMemory<byte> Body, int Attempt)
{
    /// <summary>The message is a dead letter when this attempt fails.</summary>
    public bool IsLastAttempt { get; init; }

    /// <summary>
    /// Whether an earlier delivery may have begun to handle it; default true. False only for the first delivery of a message that its
    /// transport knows to be new.
    /// </summary>
    public bool MayHaveBegun { get; init; } = true;

    /// <summary>
    /// Adds the record that the message is handled to a transaction. A consumer may call it for its last commit, which saves one; otherwise
    /// the record has its own.
    /// </summary>
    public Action<UnitOfWork> Record { get; init; } = static _ => { };

    /// <summary>W3C trace context of the change that caused it; null when that was not traced.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>
/// Handles messages. It tolerates repeats: a message is recorded as handled after its effect, so that a crash between the two repeats the
/// effect.
/// </summary>
public interface IMessageConsumer
{
    /// <summary>
    /// Handles one message. Several calls run at the same time. The consumer alone limits the time of a call, since it knows which of its
    /// steps can be cancelled.
    /// </summary>
    /// <param name="ct">The service must stop now; an exception then counts as <see cref="MessageOutcome.Pause"/>.</param>
    /// <returns>
    /// The outcome. An exception counts as <see cref="MessageOutcome.Retry"/>; one that means that the service's own database is away
    /// (<see cref="Database.IsAway"/>) counts as <see cref="MessageOutcome.Pause"/>.
    /// </returns>
    Task<MessageOutcome> HandleAsync(InboundMessage message, CancellationToken ct);
}

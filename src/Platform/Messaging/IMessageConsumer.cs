using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging;

/// <summary>A message as its consumer gets it, whatever carried it.</summary>
/// <param name="EventId">Tells repeats apart.</param>
/// <param name="Topic">Where it was published, e.g. <c>order.created</c>.</param>
/// <param name="Body">The published bytes.</param>
/// <param name="Attempt">1 for the first delivery; a delivery that was broken off without fault of the message does not count.</param>
public sealed record InboundMessage(Guid EventId, string Topic, ReadOnlyMemory<byte> Body, int Attempt)
{
    /// <summary>The message is dead when this attempt fails.</summary>
    public bool IsLastAttempt { get; init; }

    /// <summary>W3C trace context of the change that caused it; null when nothing was traced.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>Does what a message asks for. It tolerates repeats: the message is recorded as handled after its effect, so a crash between
/// the two repeats the effect.</summary>
public interface IMessageConsumer
{
    /// <summary>Handles one message. Several run at the same time. Nobody but the consumer limits how long it takes: only it knows
    /// which of its steps may be broken off.</summary>
    /// <param name="message">The message.</param>
    /// <param name="ct">The service must stop now; what is thrown then counts as <see cref="MessageOutcome.Pause"/>.</param>
    /// <returns>What became of it. An exception counts as <see cref="MessageOutcome.Retry"/>, one that says that the own database is away
    /// (<see cref="Database.IsAway"/>) as <see cref="MessageOutcome.Pause"/>.</returns>
    Task<MessageOutcome> HandleAsync(InboundMessage message, CancellationToken ct);
}

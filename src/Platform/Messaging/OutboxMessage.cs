namespace Tracker.Platform.Messaging;

/// <summary>An event on its way to its consumers, exactly as they receive it.</summary>
/// <param name="EventId">Identifies repeats.</param>
/// <param name="Topic">The routing key or channel, for example <c>order.created</c>.</param>
/// <param name="Body">The published bytes, in the format of the system's event contract.</param>
/// <param name="OccurredAt">When the change happened, in UTC.</param>
public sealed record OutboxMessage(Guid EventId, string Topic, ReadOnlyMemory<byte> Body, DateTime OccurredAt)
{
    /// <summary>
    /// W3C trace context of the change that caused it, which the consumer's trace continues; null when the change was not traced.
    /// </summary>
    public string? TraceParent { get; init; }
}

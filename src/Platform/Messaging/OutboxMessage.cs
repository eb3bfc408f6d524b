namespace Tracker.Platform.Messaging;

/// <summary>An event on its way to its consumers, exactly as they will see it.</summary>
/// <param name="EventId">Tells repeats apart.</param>
/// <param name="Topic">Where it is published: the routing key or channel, e.g. <c>order.created</c>.</param>
/// <param name="Body">The bytes that are published, made by the system's event contract.</param>
/// <param name="OccurredAt">When the change happened, in UTC.</param>
public sealed record OutboxMessage(Guid EventId, string Topic, ReadOnlyMemory<byte> Body, DateTime OccurredAt)
{
    /// <summary>W3C trace context of the change that caused it, so that the consumer's trace continues it; null when nothing was traced.</summary>
    public string? TraceParent { get; init; }
}

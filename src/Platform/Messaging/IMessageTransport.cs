namespace Tracker.Platform.Messaging;

/// <summary>The result of one publish.</summary>
public enum PublishResult
{
    /// <summary>The transport has stored the message: it survives a crash of this process, and is never published again.</summary>
    Confirmed,

    /// <summary>The transport rejected the message, or the result is unknown: it is published again later.</summary>
    Unconfirmed,
}

/// <summary>
/// Carries messages to their consumers, at least once. The consuming side owns retries and dead letters, in a table or in a broker.
/// </summary>
public interface IMessageTransport
{
    /// <summary>Publishes a batch in order. Other batches may be in progress at the same time.</summary>
    /// <param name="messages">At least one message.</param>
    /// <param name="ct">Cancels the wait for confirmations; the transport observes it promptly.</param>
    /// <returns>One result per message, at the same position.</returns>
    /// <remarks>
    /// Any exception means that the transport is away: the whole batch counts as unconfirmed, and the caller waits before it retries.
    /// </remarks>
    Task<IReadOnlyList<PublishResult>> PublishAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct);
}

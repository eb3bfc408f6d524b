namespace Tracker.Platform.Messaging;

/// <summary>What became of one published message.</summary>
public enum PublishResult
{
    /// <summary>The other side has stored it: it survives a crash of this process, and is never published again.</summary>
    Confirmed,

    /// <summary>The other side did not take it, or it is not known whether it did: it is published again later.</summary>
    Unconfirmed,
}

/// <summary>Carries messages to where their consumers find them, at least once. Retries and dead letters belong to the consuming side, in a table or in a
/// broker.</summary>
public interface IMessageTransport
{
    /// <summary>Publishes a batch, in its order. Another batch may be under way at the same time.</summary>
    /// <param name="messages">At least one message.</param>
    /// <param name="ct">Ends the wait for confirmations; the adapter honours it promptly.</param>
    /// <returns>One result a message, at the same position.</returns>
    /// <remarks>Any exception means that the transport is away: the whole batch counts as unconfirmed and the caller waits before it tries again.</remarks>
    Task<IReadOnlyList<PublishResult>> PublishAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct);
}

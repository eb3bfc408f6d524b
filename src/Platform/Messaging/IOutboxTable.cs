namespace Tracker.Platform.Messaging;

/// <summary>The events of a service that are not published yet, and for a while those that are. Any number of dispatchers use it at once.
/// It is in the database of the service: an event is inserted in the transaction of its change.</summary>
internal interface IOutboxTable
{
    /// <summary>Claims events that are due, in the order they were appended, passing by those that others hold.</summary>
    /// <param name="max">The most to claim.</param>
    /// <param name="lease">How long they belong to the caller; after it others may claim them.</param>
    /// <param name="ct">Ends it.</param>
    Task<ClaimedBatch> ClaimAsync(int max, TimeSpan lease, CancellationToken ct);

    /// <summary>Marks events as published, whoever holds them: they were.</summary>
    Task MarkPublishedAsync(IReadOnlyList<long> ids, CancellationToken ct);

    /// <summary>Gives events back so that they are due at once. Those that another dispatcher has claimed since the lease expired stay
    /// with it.</summary>
    Task ReleaseAsync(IReadOnlyList<long> ids, DateTime leasedUntil, CancellationToken ct);

    /// <summary>As <see cref="ReleaseAsync"/>, but they are due after 1 s, 2 s, 4 s … 64 s, longer with each call, so that messages nobody
    /// takes do not hold up the others.</summary>
    Task PostponeAsync(IReadOnlyList<long> ids, DateTime leasedUntil, CancellationToken ct);

    /// <summary>Counts the events that are not published, up to a limit.</summary>
    Task<int> CountPendingAsync(int max, CancellationToken ct);

    /// <summary>Deletes events that were published before a time, the oldest first.</summary>
    /// <returns>How many were deleted.</returns>
    Task<int> PurgeAsync(DateTime before, int max, CancellationToken ct);
}

/// <summary>The events that a dispatcher holds until <paramref name="LeasedUntil"/>, in the order they were appended.</summary>
internal sealed record ClaimedBatch(IReadOnlyList<long> Ids, IReadOnlyList<OutboxMessage> Messages, DateTime LeasedUntil);

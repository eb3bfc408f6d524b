namespace Tracker.Platform.Messaging;

/// <summary>
/// The events of a service that are not published yet, and for a time those that are. Any number of dispatchers use it at once. It is in
/// the database of the service: an event is inserted in the transaction of its change.
/// </summary>
internal interface IOutboxTable
{
    /// <summary>Claims due events in the order they were appended. Skips those that other dispatchers hold.</summary>
    /// <param name="max">The max number of events.</param>
    /// <param name="lease">After this time other dispatchers may claim them.</param>
    Task<ClaimedBatch> ClaimAsync(int max, TimeSpan lease, CancellationToken ct);

    /// <summary>Marks events as published, even when another dispatcher has claimed them since.</summary>
    Task MarkPublishedAsync(IReadOnlyList<long> ids, CancellationToken ct);

    /// <summary>
    /// Releases events, so that they are due at once. Those that another dispatcher has claimed since the lease expired stay claimed.
    /// </summary>
    Task ReleaseAsync(IReadOnlyList<long> ids, DateTime leasedUntil, CancellationToken ct);

    /// <summary>
    /// As <see cref="ReleaseAsync"/>, but they are due after 1 s, 2 s, 4 s … 64 s, longer with each call, so that events that are not
    /// confirmed do not hold up the others.
    /// </summary>
    Task PostponeAsync(IReadOnlyList<long> ids, DateTime leasedUntil, CancellationToken ct);

    /// <summary>Counts unpublished events, up to a max.</summary>
    Task<int> CountPendingAsync(int max, CancellationToken ct);

    /// <summary>Deletes events that were published before a time, oldest first.</summary>
    /// <returns>The number of deleted events.</returns>
    Task<int> PurgeAsync(DateTime before, int max, CancellationToken ct);
}

/// <summary>The events that a dispatcher holds until <paramref name="LeasedUntil"/>, in the order they were appended.</summary>
internal sealed record ClaimedBatch(IReadOnlyList<long> Ids, IReadOnlyList<OutboxMessage> Messages, DateTime LeasedUntil);

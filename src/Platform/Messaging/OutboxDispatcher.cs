using Microsoft.Extensions.Logging;
using Tracker.Platform.Background;
using Tracker.Platform.Messaging.Claims;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging;

/// <summary>The result of one dispatcher step.</summary>
/// <param name="Published">The number of confirmed messages.</param>
/// <param name="Unconfirmed">The number of messages that were not confirmed; they stay in the outbox.</param>
/// <param name="More">The batch was full: more messages may be due now.</param>
/// <param name="TransportAway">Nothing could be published.</param>
internal sealed record DispatchResult(int Published, int Unconfirmed, bool More, bool TransportAway);

/// <summary>
/// Publishes the events of the outbox. Rows are claimed with a lease and published without an open transaction, so that any number of
/// dispatchers may run. The claims of one that dies are released (<see cref="ClaimOwner"/>), at the latest when the lease expires. A
/// message is published again when its result is unknown: consumers tolerate repeats.
/// </summary>
internal sealed partial class OutboxDispatcher : IDisposable
{
    /// <summary>How long a claim of a dispatcher lasts. When the dispatcher hangs, another publishes the message after this time.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>How long published events are kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(7);

    private const int PurgeBatch = 1000;

    // Shorter than the lease, or messages are published twice.
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(2);

    private readonly IOutboxTable table;
    private readonly IMessageTransport transport;
    private readonly OutboxOptions options;
    private readonly MessagingTelemetry telemetry;
    private readonly TimeProvider clock;
    private readonly ILogger<OutboxDispatcher> logger;

    /// <summary>Starts nothing: <see cref="DispatchBatchAsync"/> is one step, <c>AddOutbox</c> adds the loop.</summary>
    public OutboxDispatcher(
        IOutboxTable table,
        IMessageTransport transport,
        OutboxOptions options,
        MessagingTelemetry telemetry,
        TimeProvider clock,
        ILogger<OutboxDispatcher> logger)
    {
        (this.table, this.transport, this.options) = (table, transport, options);
        (this.telemetry, this.clock, this.logger) = (telemetry, clock, logger);
    }

    /// <summary>Set when a message is committed.</summary>
    public Wakeup Wakeup { get; } = new();

    /// <summary>Claims one batch, publishes it and marks the confirmed messages.</summary>
    public async Task<DispatchResult> DispatchBatchAsync(CancellationToken ct)
    {
        var batch = await table.ClaimAsync(options.BatchSize, Lease, ct);
        if (batch.Ids.Count == 0)
        {
            return new DispatchResult(0, 0, More: false, TransportAway: false);
        }

        var more = batch.Ids.Count == options.BatchSize;
        var begun = clock.GetTimestamp();
        if (await PublishAsync(batch, ct) is not { } results)
        {
            return new DispatchResult(0, batch.Ids.Count, more, TransportAway: true);
        }

        var (took, now) = (clock.GetElapsedTime(begun), clock.GetUtcNow().UtcDateTime);
        var published = batch.Ids.Where((_, i) => results[i] == PublishResult.Confirmed).ToList();
        telemetry.Published(
            took,
            [.. batch.Messages.Where((_, i) => results[i] == PublishResult.Confirmed).Select(message => now - message.OccurredAt)]);
        await table.MarkPublishedAsync(published, ct);
        if (published.Count < batch.Ids.Count)
        {
            await table.PostponeAsync([.. batch.Ids.Except(published)], batch.LeasedUntil, ct);
            Log.NotConfirmed(logger, batch.Ids.Count - published.Count);
        }

        return new DispatchResult(published.Count, batch.Ids.Count - published.Count, more, TransportAway: false);
    }

    /// <summary>Deletes at most 1,000 messages that were published longer ago than the retention.</summary>
    /// <returns>The number of deleted messages.</returns>
    public Task<int> PurgeAsync(CancellationToken ct) => table.PurgeAsync(clock.UtcNow() - Retention, PurgeBatch, ct);

    public void Dispose() => Wakeup.Dispose();

    public async Task<StepResult> StepAsync(CancellationToken ct)
    {
        var result = await DispatchBatchAsync(ct);
        return result switch
        {
            { TransportAway: true } => StepResult.Away,
            { More: true } => StepResult.More,
            _ => StepResult.Idle,
        };
    }

    /// <summary>Counts the unpublished messages and purges the published ones.</summary>
    public async Task<StepResult> TidyAsync(CancellationToken ct)
    {
        telemetry.Pending(await table.CountPendingAsync(MessagingTelemetry.MaxPending, ct));
        return await PurgeAsync(ct) == PurgeBatch ? StepResult.More : StepResult.Idle;
    }

    private async Task<IReadOnlyList<PublishResult>?> PublishAsync(ClaimedBatch batch, CancellationToken ct)
    {
        try
        {
            using var limit = new CancellationTokenSource(PublishTimeout, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
            return await transport.PublishAsync(batch.Messages, either.Token);
        }
        catch (Exception e)
        {
            Log.TransportAway(logger, batch.Ids.Count, e.GetType().Name);
            // Release the rows even when the caller is stopping, so that another dispatcher need not wait for the lease.
            using var release = new CancellationTokenSource(ReleaseTimeout);
            await table.ReleaseAsync(batch.Ids, batch.LeasedUntil, release.Token);
            ct.ThrowIfCancellationRequested();
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2101, LogLevel.Warning, "The transport is away ({Error}): {Count} messages stay in the outbox")]
        public static partial void TransportAway(ILogger logger, int count, string error);

        [LoggerMessage(2102, LogLevel.Warning, "{Count} messages were not confirmed and stay in the outbox")]
        public static partial void NotConfirmed(ILogger logger, int count);
    }
}

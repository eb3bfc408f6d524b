using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging;

/// <summary>What one step of a consumer did.</summary>
/// <param name="Claimed">Messages that were handled, with whatever outcome.</param>
/// <param name="Paused">A peer or the database was away: it is better to wait.</param>
public sealed record ConsumeResult(int Claimed, bool Paused);

/// <summary>
/// Handles the messages of one subscription from the table <c>inbound_messages</c>. They are claimed by a lease, so any number of instances may run and the
/// messages of one that dies
/// are handled by another after the lease.
/// </summary>
public sealed partial class InboxConsumer : IDisposable
{
    private const int PurgeBatch = 1000;

    /// <summary>How long handled messages are remembered, so that repeats are known.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(30);

    private readonly Inbox inbox;
    private readonly HandledMessages handled;
    private readonly MessageHandling handling;
    private readonly TimeProvider clock;
    private readonly ILogger<InboxConsumer> logger;
    private readonly ConcurrentDictionary<long, ClaimedMessage> inHand = new();

    /// <summary>Starts nothing: <see cref="HandleBatchAsync"/> is one step, <c>AddInbox</c> adds the loop.</summary>
    public InboxConsumer(
        Database database,
        Subscription subscription,
        IMessageConsumer consumer,
        MessagingTelemetry telemetry,
        TimeProvider clock,
        ILogger<InboxConsumer> logger)
    {
        inbox = new Inbox(database, clock);
        handled = new HandledMessages(database, clock);
        handling = new MessageHandling(database, handled, subscription, consumer, telemetry, logger);
        (Subscription, this.clock, this.logger) = (subscription, clock, logger);
    }

    /// <summary>What it consumes.</summary>
    public Subscription Subscription { get; }

    internal Wakeup Wakeup { get; } = new();

    /// <summary>Stores messages for this consumer and wakes it; once it returns they survive a crash. A message that is stored already stays as it
    /// is.</summary>
    public async Task ReceiveAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        await inbox.ReceiveAsync(Subscription.Consumer, messages, ct);
        Wakeup.Set();
    }

    /// <summary>Claims what is due, at most <see cref="Subscription.Concurrency"/> messages, and handles them at the same time.</summary>
    public async Task<ConsumeResult> HandleBatchAsync(CancellationToken ct)
    {
        var claimed = await ClaimAsync(Subscription.Concurrency, ct);
        var fates = await Task.WhenAll(claimed.Select(message => HandleAsync(message, ct)));
        return new ConsumeResult(claimed.Count, fates.Contains(MessageFate.Pause));
    }

    /// <summary>Forgets at most 1,000 messages that were handled longer than <see cref="Retention"/> ago, by any consumer of this database.</summary>
    /// <returns>How many were forgotten.</returns>
    public Task<int> PurgeAsync(CancellationToken ct) => handled.PurgeAsync(clock.UtcNow() - Retention, PurgeBatch, ct);

    /// <inheritdoc/>
    public void Dispose() => Wakeup.Dispose();

    internal async Task<StepResult> TidyAsync(CancellationToken ct) => await PurgeAsync(ct) == PurgeBatch ? StepResult.More : StepResult.Idle;

    // What is still in hand here when its lease runs out, because the database was away, is not to be begun a second time.
    internal Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(int most, CancellationToken ct) =>
        inbox.ClaimAsync(Subscription.Consumer, [.. inHand.Keys], most, Subscription.Lease, ct);

    internal async Task<MessageFate> HandleAsync(ClaimedMessage claimed, CancellationToken ct)
    {
        inHand[claimed.Id] = claimed;
        try
        {
            var result = await handling.RunAsync(claimed.Message, work => Inbox.Acknowledge(work, claimed), ct);
            if (!result.Acknowledged)
            {
                await SettleAsync(claimed, result.Outcome);
            }

            return result.Outcome.Fate;
        }
        finally
        {
            inHand.TryRemove(claimed.Id, out _);
        }
    }

    // Takes no token: what the handler decided is recorded also when the service stops. When that fails the lease runs out and the message is handled again.
    private async Task SettleAsync(ClaimedMessage claimed, MessageOutcome outcome)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        switch (outcome.Fate)
        {
            case MessageFate.Done:
                await inbox.DropRepeatAsync(claimed, limit.Token);
                break;
            case MessageFate.Pause:
                Log.Paused(logger, Subscription.Consumer, outcome.Reason);
                await inbox.ReleaseAsync(claimed, limit.Token);
                break;
            case MessageFate.Later:
                await inbox.RetryAsync(claimed, claimed.Message.Attempt - 1, Subscription.Retry.FirstDelay, outcome.Reason, limit.Token);
                break;
            case MessageFate.Retry when Subscription.Retry.DelayAfter(claimed.Message.Attempt) is { } delay:
                Log.Retried(logger, Subscription.Consumer, claimed.Message.EventId, claimed.Message.Attempt, delay.TotalSeconds);
                await inbox.RetryAsync(claimed, claimed.Message.Attempt, delay, outcome.Reason, limit.Token);
                break;
            default:
                Log.Died(logger, Subscription.Consumer, claimed.Message.EventId, claimed.Message.Attempt);
                await inbox.BuryAsync(claimed, outcome.Reason, limit.Token);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2131, LogLevel.Warning, "{Consumer} pauses: {Reason}")]
        public static partial void Paused(ILogger logger, string consumer, string reason);

        [LoggerMessage(2132, LogLevel.Warning, "{Consumer} failed on {EventId}, attempt {Attempt}; the next follows in {Seconds} s")]
        public static partial void Retried(ILogger logger, string consumer, Guid eventId, int attempt, double seconds);

        [LoggerMessage(2133, LogLevel.Error, "{Consumer} gave up {EventId} after attempt {Attempt}: it is a dead letter")]
        public static partial void Died(ILogger logger, string consumer, Guid eventId, int attempt);
    }
}

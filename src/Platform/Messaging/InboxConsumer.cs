using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Background;
using Tracker.Platform.Messaging.Claims;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging;

/// <summary>
/// Handles the messages of one subscription from the table <c>inbound_messages</c>. Messages are claimed with a lease, so that any number
/// of instances may run. When one dies, another handles its messages once its claims are released (<see cref="ClaimOwner"/>), or once the
/// lease expires.
/// </summary>
internal sealed partial class InboxConsumer : IDisposable
{
    /// <summary>
    /// How long a claim of an instance lasts. It must be longer than a handling takes; otherwise two instances handle a message at once.
    /// </summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);

    private readonly Inbox inbox;
    private readonly MessageHandling handling;
    private readonly ILogger<InboxConsumer> logger;
    private readonly ConcurrentDictionary<long, ClaimedMessage> inProgress = new();

    /// <summary>Starts nothing; <see cref="InboxLoop"/> does.</summary>
    public InboxConsumer(
        Database database,
        ClaimOwner owner,
        HandledMessages handled,
        Subscription subscription,
        IMessageConsumer consumer,
        MessagingTelemetry telemetry,
        TimeProvider clock,
        ILogger<InboxConsumer> logger)
    {
        inbox = new Inbox(database, owner, clock);
        handling = new MessageHandling(database, handled, subscription, consumer, telemetry, logger);
        (Subscription, this.logger) = (subscription, logger);
    }

    public Subscription Subscription { get; }

    public Wakeup Wakeup { get; } = new();

    /// <summary>
    /// Stores messages for this consumer and wakes it. Once it returns, they survive a crash. A message that is already stored stays
    /// unchanged.
    /// </summary>
    public async Task ReceiveAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        await inbox.ReceiveAsync(Subscription.Consumer, messages, ct);
        Wakeup.Set();
    }

    /// <summary>As <see cref="ReceiveAsync"/>, within the caller's transaction; its commit wakes the consumer.</summary>
    public void Append(UnitOfWork work, IReadOnlyList<OutboxMessage> messages)
    {
        inbox.Append(work, Subscription.Consumer, messages);
        work.AfterCommit(Wakeup.Set);
    }

    /// <summary>As <see cref="Append"/>, for messages as their publisher stores them (<see cref="Inbox.AppendOriginals"/>).</summary>
    public void AppendOriginals(UnitOfWork work, IReadOnlyList<OutboxMessage> messages)
    {
        inbox.AppendOriginals(work, Subscription.Consumer, messages);
        work.AfterCommit(Wakeup.Set);
    }

    public void Dispose() => Wakeup.Dispose();

    // A message may still be in progress here when its lease expires, because the database was away. It must not be started twice.
    public Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(int max, CancellationToken ct) =>
        inbox.ClaimAsync(Subscription.Consumer, [.. inProgress.Keys], max, Lease, ct);

    public async Task<MessageFate> HandleAsync(ClaimedMessage claimed, CancellationToken ct)
    {
        inProgress[claimed.Id] = claimed;
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
            inProgress.TryRemove(claimed.Id, out _);
        }
    }

    // Without a token: the handler's decision is recorded even when the service stops. When that fails, the lease expires and the message
    // is handled again.
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

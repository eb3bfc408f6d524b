using Microsoft.Extensions.Logging;
using Npgsql;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Notifications;

/// <summary>One attempt to send the notifications of an event.</summary>
/// <param name="EventId">An event has one notification per channel, whatever the number of attempts.</param>
/// <param name="OccurredAt">UTC.</param>
/// <param name="IsFirstAttempt">Also true when a dead letter is replayed: then failed notifications are sent again.</param>
/// <param name="IsLastAttempt">A failure is then permanent.</param>
/// <param name="Complete">Adds the record of the event to the transaction that completes it.</param>
public sealed record DeliverNotificationsCommand(
    Guid EventId, DateTime OccurredAt, bool IsFirstAttempt, bool IsLastAttempt, Action<UnitOfWork> Complete);

/// <summary>
/// Sends the notifications of events. Each row is stored and claimed before its send, and the result is recorded right after it, so that a
/// retry sends only what was not sent. A crash between the send and the record repeats the send: providers accept no idempotency key, but
/// <see cref="SendTurns"/> limits the repeats to one.
/// </summary>
public sealed partial class DeliverNotificationsHandler
{
    private static readonly TimeSpan RecordInterval = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BusyInterval = TimeSpan.FromMilliseconds(250);
    private readonly NotificationStore store;
    private readonly ChannelSenders senders;
    private readonly SendTurns turns;
    private readonly NotificationMetrics metrics;
    private readonly TimeProvider clock;
    private readonly ILogger<DeliverNotificationsHandler> logger;

    internal DeliverNotificationsHandler(
        NotificationStore store,
        ChannelSenders senders,
        SendTurns turns,
        NotificationMetrics metrics,
        TimeProvider clock,
        ILogger<DeliverNotificationsHandler> logger) =>
        (this.store, this.senders, this.turns, this.metrics, this.clock, this.logger) = (store, senders, turns, metrics, clock, logger);

    /// <summary>
    /// How long a message waits for claims of another instance before the queue is asked to deliver it later. Longer than releasing the
    /// claims of a dead instance takes, also after a restart of PostgreSQL: notifications that a crash interrupted are then sent before the
    /// backlog.
    /// </summary>
    internal TimeSpan BusyLimit { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>Continues an event whose notifications are already stored.</summary>
    /// <returns>Null when none is stored; the caller then calls <see cref="BeginAsync"/>.</returns>
    public async Task<MessageOutcome?> ResumeAsync(DeliverNotificationsCommand delivery, CancellationToken ct)
    {
        var found = await store.ClaimAsync(delivery.EventId, retryFailed: delivery.IsFirstAttempt, ct);
        return found.Any ? await SendAsync(delivery, found, ct) : null;
    }

    /// <summary>Stores the notifications of an event and sends them.</summary>
    /// <param name="drafts">Max one per channel.</param>
    public async Task<MessageOutcome> BeginAsync(
        DeliverNotificationsCommand delivery, IReadOnlyList<NotificationDraft> drafts, CancellationToken ct)
    {
        var stored = await store.InsertClaimedAsync(delivery.EventId, drafts, ct);
        // A late copy of the message finds all of them stored, and may find failed ones, which it must not report as done.
        return (stored.Claimed.Count == 0 ? await ResumeAsync(delivery, ct) : null) ?? await SendAsync(delivery, stored, ct);
    }

    private async Task<MessageOutcome> SendAsync(
        DeliverNotificationsCommand delivery, EventNotifications notifications, CancellationToken ct)
    {
        for (var began = clock.GetTimestamp(); ; notifications = await store.ClaimAsync(delivery.EventId, retryFailed: false, ct))
        {
            var all = notifications;
            var results = await Task.WhenAll(all.Claimed.Select(notification => SendAsync(delivery, all, notification, ct)));
            var failures = results.OfType<SendResult>()
                .Where(result => result.Status == SendStatus.Failed)
                .Select(result => result.Detail)
                .ToList();
            var elsewhere = notifications.Busy || results.Contains(null);
            // A retry of the last attempt makes a dead letter, and would lose notifications that another instance has claimed but not sent.
            if (failures.Count > 0 && !(elsewhere && delivery.IsLastAttempt))
            {
                return MessageOutcome.Retry(string.Join("; ", failures));
            }

            if (!elsewhere)
            {
                // One failed permanently in an earlier attempt: the last attempt was interrupted, or the provider rejected it before.
                // Report it as a dead letter as well: a false positive is better than a silent loss.
                return delivery.IsLastAttempt && notifications.FailedBefore is { } reason
                    ? MessageOutcome.Dead(reason)
                    : MessageOutcome.Done;
            }

            if (clock.GetElapsedTime(began) >= BusyLimit)
            {
                return MessageOutcome.Later("another instance is sending it");
            }

            await Task.Delay(BusyInterval, clock, ct);
        }
    }

    /// <returns>Null when the lease has expired, so that another instance may have claimed the notification.</returns>
    private async Task<SendResult?> SendAsync(
        DeliverNotificationsCommand delivery, EventNotifications all, ClaimedNotification notification, CancellationToken ct)
    {
        using var turn = await turns.TakeAsync(ct);
        if (clock.UtcNow() > notification.LeasedUntil - ChannelSenders.Limit)
        {
            return null;
        }

        var result = await turn.AnswerAsync(senders.SendAsync(notification, ct));
        if (result.Status == SendStatus.Sent)
        {
            var sentAt = clock.UtcNow();
            await RecordSentAsync(delivery, notification, result.Detail, sentAt, all.IsLast ? delivery.Complete : null, ct);
            all.CountSent();
            metrics.Sent(notification.Channel, sentAt - delivery.OccurredAt);
            return result;
        }

        var permanent = result.Status == SendStatus.Rejected || delivery.IsLastAttempt;
        Log.NotSent(logger, delivery.EventId, notification.Channel, permanent ? "permanently" : "temporarily", result.Detail);
        if (!await store.RecordFailureAsync(notification, result.Detail, permanent, ct))
        {
            return null;
        }

        if (permanent)
        {
            metrics.Failed(notification.Channel);
        }

        return result;
    }

    // A send that is not recorded is repeated. While the database is away, retry until the service stops.
    private async Task RecordSentAsync(
        DeliverNotificationsCommand delivery,
        ClaimedNotification notification,
        string providerRef,
        DateTime sentAt,
        Action<UnitOfWork>? complete,
        CancellationToken ct)
    {
        for (var logged = false; ; logged = true)
        {
            try
            {
                if (!await store.RecordSentAsync(notification.Id, providerRef, sentAt, complete, ct))
                {
                    Log.SentTwice(logger, delivery.EventId, notification.Channel);
                }

                return;
            }
            catch (NpgsqlException e) when (!Database.RefusesData(e))
            {
                if (!logged)
                {
                    Log.NotRecorded(logger, delivery.EventId, notification.Channel, e.Message);
                }

                await Task.Delay(RecordInterval, clock, ct);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6001, LogLevel.Warning, "{Channel} of event {EventId} failed {HowLong}: {Reason}")]
        public static partial void NotSent(ILogger logger, Guid eventId, string channel, string howLong, string reason);

        [LoggerMessage(6002, LogLevel.Warning, "{Channel} of event {EventId} was sent twice: the first send outlasted its lease")]
        public static partial void SentTwice(ILogger logger, Guid eventId, string channel);

        [LoggerMessage(
            6003,
            LogLevel.Warning,
            "{Channel} of event {EventId} was sent, but the database is away; the record is retried until the database is back: {Reason}")]
        public static partial void NotRecorded(ILogger logger, Guid eventId, string channel, string reason);
    }
}

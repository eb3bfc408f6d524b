using Microsoft.Extensions.Logging;
using Npgsql;
using Tracker.Platform.Delivery;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Notifications;

/// <summary>One attempt to tell people about an event.</summary>
/// <param name="EventId">The event. It has one notification a channel, however often it is attempted.</param>
/// <param name="OccurredAt">When it happened, in UTC.</param>
/// <param name="IsFirstAttempt">Also when the event was given up and is replayed: then everything that was not sent is sent.</param>
/// <param name="IsLastAttempt">What fails now has failed for good.</param>
public sealed record DeliverNotificationsCommand(Guid EventId, DateTime OccurredAt, bool IsFirstAttempt, bool IsLastAttempt);

/// <summary>
/// Sends the notifications of events. The message to a person is the unit of work: its row is stored and claimed before it is sent, and says what came of it
/// right afterwards, so that a repeat sends only what was not sent. A crash between sending and recording repeats a send: providers take no key
/// against that, but <see cref="SendTurns"/> keeps it to one.
/// </summary>
public sealed partial class DeliverNotificationsHandler
{
    private static readonly TimeSpan RecordAgain = TimeSpan.FromMilliseconds(200);
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
    /// How long a message waits in place for notifications that another instance has claimed, before the queue is told to deliver it later. Longer than it
    /// takes to release the claims of a dead instance, also after a restart of PostgreSQL: what a crash left in hand is then sent before the backlog, not behind it.
    /// </summary>
    internal TimeSpan BusyLimit { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>Goes on with an event whose notifications are stored already.</summary>
    /// <returns>What to tell the queue; null when the event has none yet and <see cref="BeginAsync"/> is to be called.</returns>
    public async Task<MessageOutcome?> ResumeAsync(DeliverNotificationsCommand delivery, CancellationToken ct)
    {
        var found = await store.ClaimAsync(delivery.EventId, again: delivery.IsFirstAttempt, ct);
        return found.Any ? await SendAsync(delivery, found, ct) : null;
    }

    /// <summary>Stores the notifications of an event and sends them.</summary>
    /// <param name="delivery">The attempt.</param>
    /// <param name="drafts">One a channel.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>What to tell the queue.</returns>
    public async Task<MessageOutcome> BeginAsync(DeliverNotificationsCommand delivery, IReadOnlyList<NotificationDraft> drafts, CancellationToken ct) =>
        await SendAsync(delivery, await store.InsertClaimedAsync(delivery.EventId, drafts, ct), ct);

    private async Task<MessageOutcome> SendAsync(DeliverNotificationsCommand delivery, EventNotifications notifications, CancellationToken ct)
    {
        for (var began = clock.GetTimestamp(); ; notifications = await store.ClaimAsync(delivery.EventId, again: false, ct))
        {
            var ends = await Task.WhenAll(notifications.Claimed.Select(notification => SendAsync(delivery, notification, ct)));
            var failures = ends.OfType<SendResult>().Where(end => end.Status == SendStatus.Failed).Select(end => end.Detail).ToList();
            var elsewhere = notifications.Busy || ends.Contains(null);
            // At the last attempt the message would be dead, and with it what another instance has in hand, or had when it died.
            if (failures.Count > 0 && !(elsewhere && delivery.IsLastAttempt))
            {
                return MessageOutcome.Retry(string.Join("; ", failures));
            }

            if (!elsewhere)
            {
                // One has failed for good before: the last attempt was broken off after that. (Or it was refused in an earlier attempt; that is told too: better
                // a dead letter too many than a message nobody hears of.)
                return delivery.IsLastAttempt && notifications.FailedBefore is { } reason ? MessageOutcome.Dead(reason) : MessageOutcome.Done;
            }

            if (clock.GetElapsedTime(began) >= BusyLimit)
            {
                return MessageOutcome.Later("another instance is sending it");
            }

            await Task.Delay(BusyInterval, clock, ct);
        }
    }

    /// <returns>What the provider said; null when the lease ran out before, so that another instance may have the notification by now.</returns>
    private async Task<SendResult?> SendAsync(DeliverNotificationsCommand delivery, ClaimedNotification notification, CancellationToken ct)
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
            await RecordSentAsync(delivery, notification, result.Detail, sentAt, ct);
            metrics.Sent(notification.Channel, sentAt - delivery.OccurredAt);
            return result;
        }

        var forGood = result.Status == SendStatus.Rejected || delivery.IsLastAttempt;
        Log.NotSent(logger, delivery.EventId, notification.Channel, forGood ? "for good" : "for now", result.Detail);
        if (!await store.RecordFailureAsync(notification, result.Detail, forGood, ct))
        {
            return null;
        }

        if (forGood)
        {
            metrics.Failed(notification.Channel);
        }

        return result;
    }

    // What the provider has taken must not be forgotten, or it is sent again: while the database is away this goes on trying until the service must stop.
    private async Task RecordSentAsync(DeliverNotificationsCommand delivery, ClaimedNotification notification, string providerRef, DateTime sentAt, CancellationToken ct)
    {
        for (var told = false; ; told = true)
        {
            try
            {
                if (!await store.RecordSentAsync(notification.Id, providerRef, sentAt, ct))
                {
                    Log.SentTwice(logger, delivery.EventId, notification.Channel);
                }

                return;
            }
            catch (NpgsqlException e) when (!Database.RefusesData(e))
            {
                if (!told)
                {
                    Log.NotRecorded(logger, delivery.EventId, notification.Channel, e.Message);
                }

                await Task.Delay(RecordAgain, clock, ct);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6001, LogLevel.Warning, "{Channel} of event {EventId} was not sent {HowLong}: {Reason}")]
        public static partial void NotSent(ILogger logger, Guid eventId, string channel, string howLong, string reason);

        [LoggerMessage(6002, LogLevel.Warning, "{Channel} of event {EventId} was sent twice: its first sender took longer than its lease")]
        public static partial void SentTwice(ILogger logger, Guid eventId, string channel);

        [LoggerMessage(6003, LogLevel.Warning, "{Channel} of event {EventId} was sent, but the database is away; writing that down is tried until it is back: {Reason}")]
        public static partial void NotRecorded(ILogger logger, Guid eventId, string channel, string reason);
    }
}

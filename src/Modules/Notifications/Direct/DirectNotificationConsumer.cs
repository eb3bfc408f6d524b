using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Notifications.Direct;

/// <summary>Addresses a direct notification and has it sent as the notifications of an event are.</summary>
internal sealed class DirectNotificationConsumer(
    DirectNotificationStore store, FindRecipient find, RetryPolicy retry, DeliverNotificationsHandler deliver, NotificationMetrics metrics) : IMessageConsumer
{
    public async Task<MessageOutcome> HandleAsync(InboundMessage message, UnitOfWork work, CancellationToken ct)
    {
        if (await store.FindAsync(message.EventId, ct) is not { } notification)
        {
            return MessageOutcome.Dead("there is no such notification");
        }

        return notification.NeedsRecipient && await UnaddressedAsync(message.EventId, notification, ct) is { } outcome
            ? outcome
            : await SendAsync(message, notification, ct);
    }

    /// <returns>Null when it has a recipient now.</returns>
    private async Task<MessageOutcome?> UnaddressedAsync(Guid id, DirectNotification notification, CancellationToken ct)
    {
        var answer = await find(notification.UserId, notification.Channel, ct);
        if (answer.Status == RecipientStatus.Away)
        {
            return MessageOutcome.Pause(answer.Detail);
        }

        if (answer.Status == RecipientStatus.Found)
        {
            await store.AddressAsync(id, answer.Detail, ct);
            return null;
        }

        if (await store.FailAsync(id, answer.Detail, ct))
        {
            metrics.Failed(notification.Channel);
        }

        return MessageOutcome.Done;
    }

    private async Task<MessageOutcome> SendAsync(InboundMessage message, DirectNotification notification, CancellationToken ct)
    {
        var delivery = new DeliverNotificationsCommand(
            message.EventId, notification.CreatedAt, IsFirstAttempt: message.Attempt == 1, IsLastAttempt: retry.DelayAfter(message.Attempt) is null);
        // It was there a moment ago: only the archive takes it away.
        return await deliver.ResumeAsync(delivery, ct) ?? MessageOutcome.Dead("the notification was archived");
    }
}

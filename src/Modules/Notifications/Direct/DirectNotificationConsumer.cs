using Tracker.Platform.Messaging;

namespace Tracker.Modules.Notifications.Direct;

/// <summary>Finds the recipient of a direct notification, then delivers it as the notifications of an event are delivered.</summary>
internal sealed class DirectNotificationConsumer(
    DirectNotificationStore store,
    FindRecipient find,
    DeliverNotificationsHandler deliver,
    NotificationMetrics metrics) : IMessageConsumer
{
    public async Task<MessageOutcome> HandleAsync(InboundMessage message, CancellationToken ct)
    {
        if (await store.FindAsync(message.EventId, ct) is not { } notification)
        {
            return MessageOutcome.Dead("there is no such notification");
        }

        return notification.NeedsRecipient && await AddressAsync(message.EventId, notification, ct) is { } outcome
            ? outcome
            : await SendAsync(message, notification, ct);
    }

    /// <returns>Null when the notification has a recipient now.</returns>
    private async Task<MessageOutcome?> AddressAsync(Guid id, DirectNotification notification, CancellationToken ct)
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
            message.EventId,
            notification.CreatedAt,
            IsFirstAttempt: message.Attempt == 1,
            IsLastAttempt: message.IsLastAttempt,
            message.Record);
        // Only archiving removes a notification.
        return await deliver.ResumeAsync(delivery, ct) ?? MessageOutcome.Dead("the notification was archived");
    }
}

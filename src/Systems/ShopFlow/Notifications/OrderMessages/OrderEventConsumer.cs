using Microsoft.Extensions.Logging;
using Tracker.Modules.Notifications;
using Tracker.Platform.Messaging;
using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Peers;

namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>
/// What notification-service does with an event: the steps of document 003 §5.1 and §5.2. A message that can never be handled is dead at once; while a peer is
/// away it waits, uncounted; what a provider refuses, or a bug of ours, is an attempt.
/// </summary>
internal sealed partial class OrderEventConsumer(
    OrderNotice notice, OrderPeer orders, UserPeer users, DeliverNotificationsHandler deliver, ILogger<OrderEventConsumer> logger)
    : IMessageConsumer
{
    public async Task<MessageOutcome> HandleAsync(InboundMessage message, CancellationToken ct)
    {
        using var log = LogContext.Begin(message.EventId.ToString());
        if (OrderEvent.Read(message, notice.EventType, out var fault) is not { } told)
        {
            return MessageOutcome.Dead(fault!);
        }

        var delivery = new DeliverNotificationsCommand(
            message.EventId, told.OccurredAt, IsFirstAttempt: message.Attempt == 1, message.IsLastAttempt);
        return await deliver.ResumeAsync(delivery, ct) ?? await BeginAsync(delivery, told, ct);
    }

    private async Task<MessageOutcome> BeginAsync(DeliverNotificationsCommand delivery, OrderEvent told, CancellationToken ct)
    {
        var asking = (orders.FindAsync(told.OrderId, ct), users.FindAsync(told.UserId, ct));
        var (order, user) = (await asking.Item1, await asking.Item2);
        if (!order.Succeeded(out var details, out var noOrder))
        {
            return noOrder.Failure == PeerFailure.NotFound
                ? MessageOutcome.Dead("there is no such order")
                : MessageOutcome.Pause(noOrder.Reason);
        }

        if (details.UserId != told.UserId)
        {
            return MessageOutcome.Dead("the order is not this user's");
        }

        if (user.Succeeded(out var contact, out var noUser))
        {
            return await deliver.BeginAsync(delivery, notice.Draft(details, contact), ct);
        }

        if (noUser.Failure != PeerFailure.NotFound)
        {
            return MessageOutcome.Pause(noUser.Reason);
        }

        Log.NobodyToTell(logger, notice.EventType, details.Id);
        return MessageOutcome.Done;
    }

    private static partial class Log
    {
        [LoggerMessage(5201, LogLevel.Information, "{EventType} of order {OrderId} is told to nobody: its customer's account was purged")]
        public static partial void NobodyToTell(ILogger logger, string eventType, Guid orderId);
    }
}

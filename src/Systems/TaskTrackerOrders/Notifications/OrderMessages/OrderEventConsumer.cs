using Microsoft.Extensions.Logging;
using Tracker.Modules.Notifications;
using Tracker.Platform.Messaging;
using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Peers;

namespace Tracker.Systems.TaskTrackerOrders.Notifications.OrderMessages;

/// <summary>
/// Sends the notification of an event. Anyone may publish on a channel of Redis, so order-service is asked whether the order exists and is
/// this user's. A message that can never be handled is a dead letter immediately. While a peer is away, a message waits without using up
/// attempts.
/// </summary>
internal sealed partial class OrderEventConsumer(
    OrderNotice notice, OrderPeer orders, UserPeer users, DeliverNotificationsHandler deliver, ILogger<OrderEventConsumer> logger)
    : IMessageConsumer
{
    public async Task<MessageOutcome> HandleAsync(InboundMessage message, CancellationToken ct)
    {
        using var log = LogContext.Begin(message.EventId.ToString());
        if (OrderEvent.Read(message) is not { } received)
        {
            return MessageOutcome.Dead("the message is not an event of its channel");
        }

        var delivery = new DeliverNotificationsCommand(
            message.EventId, received.OccurredAt, IsFirstAttempt: message.Attempt == 1, message.IsLastAttempt, message.Record);
        return (message.MayHaveBegun ? await deliver.ResumeAsync(delivery, ct) : null) ?? await BeginAsync(delivery, received, ct);
    }

    private async Task<MessageOutcome> BeginAsync(DeliverNotificationsCommand delivery, OrderEvent received, CancellationToken ct)
    {
        var (orderCall, userCall) = (orders.FindAsync(received.OrderId, ct), users.FindAsync(received.UserId, ct));
        var (order, user) = (await orderCall, await userCall);
        if (!order.Succeeded(out var found, out var noOrder))
        {
            return noOrder.Failure == PeerFailure.NotFound
                ? MessageOutcome.Dead("there is no such order")
                : MessageOutcome.Pause(noOrder.Reason);
        }

        if (found.UserId != received.UserId)
        {
            return MessageOutcome.Dead("the order is not this user's");
        }

        if (user.Succeeded(out var contact, out var noUser))
        {
            return await deliver.BeginAsync(delivery, [notice.Draft(received, contact)], ct);
        }

        if (noUser.Failure != PeerFailure.NotFound)
        {
            return MessageOutcome.Pause(noUser.Reason);
        }

        Log.NoRecipient(logger, notice.Type, received.OrderId);
        return MessageOutcome.Done;
    }

    private static partial class Log
    {
        [LoggerMessage(5301, LogLevel.Information, "{Notice} of order {OrderId} is not sent: the user's account was deleted")]
        public static partial void NoRecipient(ILogger logger, string notice, Guid orderId);
    }
}

using Microsoft.Extensions.Logging;
using Tracker.Modules.Notifications;
using Tracker.Platform.Messaging;
using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Peers;

namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>
/// Sends the notifications of an event by the steps of document 003 §5.1 and §5.2. A message that can never be handled is a dead letter
/// immediately. While a peer is away, a message waits without using up attempts. A rejection by a provider or a bug uses up one.
/// </summary>
internal sealed partial class OrderEventConsumer(
    OrderNotice notice, OrderPeer orders, UserPeer users, DeliverNotificationsHandler deliver, ILogger<OrderEventConsumer> logger)
    : IMessageConsumer
{
    public async Task<MessageOutcome> HandleAsync(InboundMessage message, CancellationToken ct)
    {
        using var log = LogContext.Begin(message.EventId.ToString());
        if (OrderEvent.Read(message, notice.EventType, out var fault) is not { } received)
        {
            return MessageOutcome.Dead(fault!);
        }

        var delivery = new DeliverNotificationsCommand(
            message.EventId, received.OccurredAt, IsFirstAttempt: message.Attempt == 1, message.IsLastAttempt, message.Record);
        return (message.MayHaveBegun ? await deliver.ResumeAsync(delivery, ct) : null) ?? await BeginAsync(delivery, received, ct);
    }

    private async Task<MessageOutcome> BeginAsync(DeliverNotificationsCommand delivery, OrderEvent received, CancellationToken ct)
    {
        var (orderCall, userCall) = (orders.FindAsync(received.OrderId, ct), users.FindAsync(received.UserId, ct));
        var (order, user) = (await orderCall, await userCall);
        if (!order.Succeeded(out var details, out var noOrder))
        {
            return noOrder.Failure == PeerFailure.NotFound
                ? MessageOutcome.Dead("there is no such order")
                : MessageOutcome.Pause(noOrder.Reason);
        }

        if (details.UserId != received.UserId)
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

        Log.NoRecipient(logger, notice.EventType, details.Id);
        return MessageOutcome.Done;
    }

    private static partial class Log
    {
        [LoggerMessage(5201, LogLevel.Information, "{EventType} of order {OrderId} is not sent: the customer's account was deleted")]
        public static partial void NoRecipient(ILogger logger, string eventType, Guid orderId);
    }
}

using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Tracker.Platform.Messaging;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.RabbitMq;

/// <summary>
/// Reports a message's outcome to the broker. A message is moved by a confirmed copy, then an acknowledgement: a crash between the two
/// leaves two messages, never none.
/// </summary>
internal sealed partial class Settling(RabbitMqQueue queue, MessagingTelemetry telemetry, TimeProvider clock, ILogger logger)
{
    private const string DefaultExchange = "";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public Task SettleAsync(IChannel channel, BasicDeliverEventArgs delivery, InboundMessage message, MessageOutcome outcome)
    {
        if (outcome.Fate == MessageFate.Done)
        {
            return AcknowledgeAsync(channel, delivery);
        }

        if (outcome.Fate == MessageFate.Later)
        {
            var later = queue.RetryQueue(queue.Subscription.Retry.FirstDelay);
            return MoveAsync(channel, delivery, DefaultExchange, later, WireMessage.Waiting(delivery, message));
        }

        if (outcome.Fate == MessageFate.Retry && queue.Subscription.Retry.DelayAfter(message.Attempt) is { } delay)
        {
            Log.Retried(logger, queue.Name, message.EventId, message.Attempt, delay.TotalSeconds);
            return MoveAsync(channel, delivery, DefaultExchange, queue.RetryQueue(delay), WireMessage.Failed(delivery, message));
        }

        Log.Died(logger, queue.Name, message.EventId, message.Attempt);
        return BuryAsync(channel, delivery, message, outcome.Reason);
    }

    /// <summary>Dead-letters a message whose properties cannot be read.</summary>
    public Task BuryUnreadAsync(IChannel channel, BasicDeliverEventArgs delivery)
    {
        Log.Unreadable(logger, queue.Name);
        telemetry.Handled(delivery.RoutingKey, "dead");
        return BuryAsync(channel, delivery, message: null, "its message_id or headers cannot be read");
    }

    private Task BuryAsync(IChannel channel, BasicDeliverEventArgs delivery, InboundMessage? message, string reason) =>
        MoveAsync(
            channel,
            delivery,
            queue.DeadLetterExchange,
            queue.DeadLetterRoutingKey,
            WireMessage.Dead(delivery, message, queue.Name, reason, clock.UtcNow()));

    // Without a token: the decision reaches the broker even when the service stops.
    private static async Task MoveAsync(
        IChannel channel, BasicDeliverEventArgs delivery, string exchange, string key, BasicProperties properties)
    {
        using var limit = new CancellationTokenSource(Limit);
        await channel.BasicPublishAsync(exchange, key, mandatory: true, properties, delivery.Body, limit.Token);
        await AcknowledgeAsync(channel, delivery);
    }

    private static async Task AcknowledgeAsync(IChannel channel, BasicDeliverEventArgs delivery)
    {
        using var limit = new CancellationTokenSource(Limit);
        await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, limit.Token);
    }

    private static partial class Log
    {
        [LoggerMessage(2164, LogLevel.Warning, "{Queue} failed on {EventId}, attempt {Attempt}; the next follows in {Seconds} s")]
        public static partial void Retried(ILogger logger, string queue, Guid eventId, int attempt, double seconds);

        [LoggerMessage(2165, LogLevel.Error, "{Queue} gave up {EventId} after attempt {Attempt}: it is a dead letter")]
        public static partial void Died(ILogger logger, string queue, Guid eventId, int attempt);

        [LoggerMessage(2166, LogLevel.Error, "{Queue} received a message whose id or headers cannot be read: it is a dead letter")]
        public static partial void Unreadable(ILogger logger, string queue);
    }
}

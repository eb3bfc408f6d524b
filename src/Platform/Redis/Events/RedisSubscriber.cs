using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Background;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.CatchUp;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Redis.Events;

/// <summary>Identifies an event by its content, since a message of Redis Pub/Sub is only a text on a channel.</summary>
/// <param name="topic">The channel.</param>
/// <param name="body">Anything that a publisher may send.</param>
/// <returns>Null when the text is no such event; it is then dropped.</returns>
public delegate Guid? IdentifyEvent(string topic, ReadOnlyMemory<byte> body);

/// <summary>
/// Stores the messages on the channels of the subscriptions for their consumers. After each reconnection, and when a message is rejected,
/// it starts a catch-up.
/// </summary>
internal sealed partial class RedisSubscriber(
    RedisConnection redis,
    IReadOnlyList<InboxConsumer> consumers,
    IdentifyEvent identify,
    CatchUpReader catchUp,
    TimeProvider clock,
    ILogger<RedisSubscriber> logger) : BackgroundService
{
    /// <summary>Longer messages are dropped. A publisher's own are shorter, since its request bodies are limited.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    private const int BatchSize = 100;
    private readonly ReceivedMessages received = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await SubscribeAsync(stoppingToken);
            while (true)
            {
                var batch = await received.TakeAsync(BatchSize, stoppingToken);
                await StoreAsync(batch, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What is not stored yet is read by the next catch-up.
        }
    }

    private async Task SubscribeAsync(CancellationToken ct)
    {
        foreach (var topic in consumers.Select(consumer => consumer.Subscription.Topic).Distinct(StringComparer.Ordinal))
        {
            await redis.SubscribeAsync(topic, body => Take(topic, body), ct);
        }

        await redis.WhenReconnectedAsync(catchUp.Wakeup.Set, ct);
        catchUp.Wakeup.Set();
    }

    private void Take(string topic, ReadOnlyMemory<byte> body)
    {
        if (body.Length > MaxBytes)
        {
            Log.Dropped(logger, topic, body.Length, "it is too long");
        }
        else if (identify(topic, body) is not { } id)
        {
            Log.Dropped(logger, topic, body.Length, "it is not an event of this channel");
        }
        else if (!received.TryAdd(new OutboxMessage(id, topic, body, clock.UtcNow())))
        {
            Log.Dropped(logger, topic, body.Length, "too many messages wait for the database");
            catchUp.Wakeup.Set();
        }
    }

    // Repeated until it succeeds: a message of another publisher is in no outbox.
    private async Task StoreAsync(IReadOnlyList<OutboxMessage> batch, CancellationToken ct)
    {
        for (var failures = 1; !await TryStoreAsync(batch, failures, ct); failures++)
        {
            await Task.Delay(Backoff.Default.After(failures), clock, ct);
        }
    }

    private async Task<bool> TryStoreAsync(IReadOnlyList<OutboxMessage> batch, int attempt, CancellationToken ct)
    {
        try
        {
            foreach (var consumer in consumers)
            {
                var messages = batch.Where(message => message.Topic == consumer.Subscription.Topic).ToList();
                if (messages.Count > 0)
                {
                    await consumer.ReceiveAsync(messages, ct);
                }
            }

            return true;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            if (attempt == 1)
            {
                Log.NotStored(logger, batch.Count, e.GetType().Name, e.Message);
            }

            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2211, LogLevel.Warning, "A message of {Bytes} bytes on {Channel} is dropped: {Reason}")]
        public static partial void Dropped(ILogger logger, string channel, int bytes, string reason);

        [LoggerMessage(2212, LogLevel.Warning, "{Count} messages wait for the database: {Error} {Reason}")]
        public static partial void NotStored(ILogger logger, int count, string error, string reason);
    }
}

using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using StackExchange.Redis;
using Tracker.Platform.Messaging.Live;

namespace Tracker.Platform.Redis.Events;

/// <summary>
/// Tells other instances by Redis Pub/Sub that events were committed; they read them from the database. What is lost while Redis is away,
/// their next poll finds.
/// </summary>
internal sealed class RedisAnnouncements(RedisConnection redis, LiveSignal signal, string channel) : BackgroundService
{
    private readonly byte[] sender = RandomNumberGenerator.GetBytes(16);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await redis.SubscribeAsync(channel, Take, stoppingToken);
            while (true)
            {
                await signal.Announcement.WaitAsync(Timeout.InfiniteTimeSpan, stoppingToken);
                await AnnounceAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service is stopping.
        }
    }

    private void Take(ReadOnlyMemory<byte> from)
    {
        if (!from.Span.SequenceEqual(sender))
        {
            signal.Delivery.Set();
        }
    }

    private async Task AnnounceAsync(CancellationToken ct)
    {
        try
        {
            await redis.CallAsync(database => database.PublishAsync(RedisChannel.Literal(channel), sender), ct);
        }
        catch (Exception e) when (e is RedisUnavailableException or RedisServerException)
        {
            // The connection logs an outage. Other instances poll.
        }
    }
}

using StackExchange.Redis;
using Tracker.Platform.Messaging;

namespace Tracker.Platform.Redis.Events;

/// <summary>
/// Publishes messages to Redis Pub/Sub, on the channel of their topic. Redis stores nothing: a confirmation says that Redis has passed the
/// message to those who listen. Who was away reads the outbox (<see cref="Messaging.CatchUp"/>).
/// </summary>
internal sealed class RedisTransport(RedisConnection redis) : IMessageTransport
{
    public async Task<IReadOnlyList<PublishResult>> PublishAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        // All are sent before the first answer arrives; Redis keeps their order.
        var publishes = messages.Select(message => PublishAsync(message, ct)).ToList();
        await ((Task)Task.WhenAll(publishes)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return publishes.Exists(publish => publish.IsCompletedSuccessfully)
            ? [.. publishes.Select(publish => publish.IsCompletedSuccessfully ? PublishResult.Confirmed : PublishResult.Unconfirmed)]
            : throw new RedisUnavailableException("Redis accepted no message", publishes[0].Exception?.InnerException!);
    }

    private Task<long> PublishAsync(OutboxMessage message, CancellationToken ct) => redis.CallAsync(
        database => database.PublishAsync(RedisChannel.Literal(message.Topic), message.Body, CommandFlags.DemandMaster), ct);
}

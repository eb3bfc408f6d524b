using System.Collections.Concurrent;

namespace Tracker.Platform.Messaging.InProcess;

/// <summary>
/// Carries messages between the services of one process: delivery is an insert into the consumer's own table, and its commit is the
/// confirmation. All subscriptions are known from the start, like the bindings of a broker, so that a consumer whose service starts after
/// the publisher's misses nothing.
/// </summary>
/// <param name="subscriptions">All subscriptions of the system. A topic without a subscription is never confirmed.</param>
public sealed class InProcessTransport(IEnumerable<Subscription> subscriptions) : IMessageTransport
{
    private readonly ILookup<string, string> consumersOf =
        subscriptions.ToLookup(subscription => subscription.Topic, subscription => subscription.Consumer);
    private readonly ConcurrentDictionary<string, InboxConsumer> connected = new(StringComparer.Ordinal);

    public async Task<IReadOnlyList<PublishResult>> PublishAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        var results = new PublishResult[messages.Count];
        Exception? away = null;
        foreach (var topic in messages.Select((message, position) => (message, position)).GroupBy(entry => entry.message.Topic))
        {
            var (result, failure) = await DeliverAsync(topic.Key, [.. topic.Select(entry => entry.message)], ct);
            away ??= failure;
            foreach (var (_, position) in topic)
            {
                results[position] = result;
            }
        }

        return away is not null && !results.Contains(PublishResult.Confirmed)
            ? throw new InvalidOperationException("No consumer's database stored a message.", away)
            : results;
    }

    /// <summary>From now on the consumer receives its messages; until then they wait in the publishers' outboxes.</summary>
    internal void Connect(InboxConsumer consumer) => connected[consumer.Subscription.Consumer] = consumer;

    internal void Disconnect(InboxConsumer consumer) => connected.TryRemove(new(consumer.Subscription.Consumer, consumer));

    private async Task<(PublishResult Result, Exception? Failure)> DeliverAsync(
        string topic, IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        var result = consumersOf.Contains(topic) ? PublishResult.Confirmed : PublishResult.Unconfirmed;
        Exception? failure = null;
        foreach (var name in consumersOf[topic])
        {
            if (!connected.TryGetValue(name, out var consumer))
            {
                (result, failure) = (PublishResult.Unconfirmed, new InvalidOperationException($"{name} is not connected."));
                continue;
            }

            try
            {
                await consumer.ReceiveAsync(messages, ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                // One consumer's database may be away while the others store their messages.
                (result, failure) = (PublishResult.Unconfirmed, e);
            }
        }

        return (result, failure);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.CatchUp;
using Tracker.Platform.Messaging.Live;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Redis.Events;

/// <summary>What a consumer needs beside its subscriptions, since Redis Pub/Sub has neither ids nor a store.</summary>
public sealed record RedisEventSource(IdentifyEvent Identify, EventPublisher Publisher);

/// <summary>
/// Adds events over Redis Pub/Sub to a service. The container has the services that <see cref="MessagingServices"/> lists.
/// </summary>
public static class RedisEventServices
{
    // The max delay of an event that Redis did not deliver, while the publisher answers.
    private static readonly TimeSpan CatchUpInterval = TimeSpan.FromSeconds(5);

    /// <param name="events">The events of the service's system. Their topics are the channels.</param>
    /// <param name="publishes">The service publishes: it has an outbox, which consumers read by position.</param>
    /// <param name="consumer">Creates the handler of a subscription, once; null when the service consumes nothing.</param>
    /// <param name="source">Where the consumer's events come from; null when the service consumes nothing.</param>
    public static IServiceCollection AddRedisEvents(
        this IServiceCollection services,
        EventTopology events,
        RedisUrl url,
        bool publishes = false,
        Func<IServiceProvider, Subscription, IMessageConsumer>? consumer = null,
        RedisEventSource? source = null)
    {
        services.AddRedis(url);
        if (publishes)
        {
            services.AddOutbox(provider => new RedisTransport(provider.GetRequiredService<RedisConnection>()));
            services.AddMigrations(OutboxFeed.Schema);
            services.AddSingleton(provider => new OutboxFeed(provider.GetRequiredService<Database>()));
        }

        if (consumer is null)
        {
            return services;
        }

        foreach (var subscription in events.Subscriptions)
        {
            services.AddInbox(subscription, provider => consumer(provider, subscription));
        }

        services.AddSingleton<IDeadLetters>(provider => provider.GetRequiredService<DeadLetters>());
        return services.AddDelivery(events, source ?? throw new ArgumentNullException(nameof(source)));
    }

    /// <summary>
    /// Tells the other instances of the service that events were committed (<see cref="LiveServices"/>), if Redis is configured. Without it
    /// they poll.
    /// </summary>
    /// <param name="channel">The channel of the service.</param>
    public static IServiceCollection AddRedisAnnouncements(this IServiceCollection services, RedisUrl? url, string channel) =>
        url is null ? services : services.AddSingleton<IHostedService>(provider => new RedisAnnouncements(
            provider.GetRequiredService<RedisConnection>(), provider.GetRequiredService<LiveSignal>(), channel));

    private static IServiceCollection AddDelivery(this IServiceCollection services, EventTopology events, RedisEventSource source)
    {
        services.AddMigrations(CatchUpStore.Schema);
        services.AddSingleton(provider => new CatchUpReader(
            source.Publisher,
            new CatchUpStore(provider.GetRequiredService<Database>(), Clock(provider)),
            ConsumersOf(events, provider),
            Clock(provider),
            Logger<CatchUpReader>(provider)));
        services.AddSingleton<IHostedService>(provider => new RedisSubscriber(
            provider.GetRequiredService<RedisConnection>(),
            ConsumersOf(events, provider),
            source.Identify,
            provider.GetRequiredService<CatchUpReader>(),
            Clock(provider),
            Logger<RedisSubscriber>(provider)));
        return services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<CatchUpReader>().NewLoop(CatchUpInterval));
    }

    private static IReadOnlyList<InboxConsumer> ConsumersOf(EventTopology events, IServiceProvider provider) =>
        [.. events.Subscriptions.Select(subscription => provider.GetRequiredKeyedService<InboxConsumer>(subscription.Consumer))];

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static ILogger<T> Logger<T>(IServiceProvider provider) => provider.GetRequiredService<ILogger<T>>();
}

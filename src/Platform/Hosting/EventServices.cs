using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.InProcess;
using Tracker.Platform.RabbitMq;
using Tracker.Platform.Redis;
using Tracker.Platform.Redis.Events;

namespace Tracker.Platform.Hosting;

/// <summary>Adds the events of its system to a service, over the configured transport.</summary>
public static class EventServices
{
    /// <param name="services">Must have a database.</param>
    /// <param name="broker">Null to carry the events within this process.</param>
    /// <param name="publishes">The service publishes: it has an outbox.</param>
    /// <param name="consumer">Creates the handler of a subscription, once; null when the service consumes nothing.</param>
    /// <exception cref="InvalidOperationException">The definition of the system has no events.</exception>
    public static IServiceCollection AddEvents(
        this IServiceCollection services,
        ServiceContext context,
        RabbitMqUrl? broker,
        bool publishes = false,
        Func<IServiceProvider, Subscription, IMessageConsumer>? consumer = null)
    {
        var events = EventsOf(context);
        return broker is null
            ? services.AddInProcessEvents(events.Topology, events.InProcess, publishes, consumer)
            : services.AddRabbitMqEvents(events.Topology, broker, context.Service, publishes, consumer);
    }

    /// <param name="services">Must have a database.</param>
    /// <param name="redis">Null to carry the events within this process.</param>
    /// <param name="publishes">The service publishes: it has an outbox.</param>
    /// <param name="consumer">Creates the handler of a subscription, once; null when the service consumes nothing.</param>
    /// <param name="source">Where the consumer's events come from; null when the service consumes nothing.</param>
    public static IServiceCollection AddEvents(
        this IServiceCollection services,
        ServiceContext context,
        RedisUrl? redis,
        bool publishes = false,
        Func<IServiceProvider, Subscription, IMessageConsumer>? consumer = null,
        RedisEventSource? source = null)
    {
        var events = EventsOf(context);
        return redis is null
            ? services.AddInProcessEvents(events.Topology, events.InProcess, publishes, consumer)
            : services.AddRedisEvents(events.Topology, redis, publishes, consumer, source);
    }

    private static SystemEvents EventsOf(ServiceContext context) =>
        context.Events ?? throw new InvalidOperationException($"{context.System} has no events.");
}

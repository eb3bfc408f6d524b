using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Messaging;
using Tracker.Platform.Observability.Metrics;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.RabbitMq;

/// <summary>Adds messaging over RabbitMQ to a service. The container has the services that <see cref="MessagingServices"/> lists.</summary>
public static class RabbitMqServices
{
    /// <param name="events">The events of the service's system. Publisher and consumers both declare their exchanges and queues.</param>
    /// <param name="service">The service's name.</param>
    /// <param name="publishes">The service publishes: it has an outbox.</param>
    /// <param name="consumer">Creates the handler of a subscription, once; null when the service consumes nothing.</param>
    public static IServiceCollection AddRabbitMqEvents(
        this IServiceCollection services,
        EventTopology events,
        RabbitMqUrl url,
        string service,
        bool publishes = false,
        Func<IServiceProvider, Subscription, IMessageConsumer>? consumer = null)
    {
        RabbitMqQueue[] queues =
            [.. events.Subscriptions.Select(subscription => new RabbitMqQueue(subscription, events.Exchange, events.DeadLetterQueue))];
        services.AddRabbitMq(url, service);
        if (publishes)
        {
            services.AddRabbitMqOutbox(events.Exchange, queues);
        }

        if (consumer is null)
        {
            return services;
        }

        foreach (var queue in queues)
        {
            services.AddRabbitMqConsumer(queue, provider => consumer(provider, queue.Subscription));
        }

        return services.AddSingleton<IDeadLetters>(provider =>
            new RabbitMqDeadLetters(provider.GetRequiredService<RabbitMqConnection>(), queues));
    }

    /// <summary>
    /// The service's connection, for the registrations that follow, and the gauge <c>rabbitmq_connected</c>. A service without its broker
    /// is still healthy: its events wait.
    /// </summary>
    /// <param name="name">The service's name.</param>
    internal static IServiceCollection AddRabbitMq(this IServiceCollection services, RabbitMqUrl url, string name)
    {
        services.AddSingleton(provider => new RabbitMqConnection(url, name, Logger<RabbitMqConnection>(provider)));
        services.AddSingleton<IHostedService>(provider =>
        {
            var connection = provider.GetRequiredService<RabbitMqConnection>();
            provider.GetRequiredService<MetricsRegistry>()
                .Gauge("rabbitmq_connected", "1 while the service is connected to RabbitMQ.", () => connection.IsUp ? 1 : 0);
            return connection;
        });
        return services;
    }

    /// <summary>For a service that publishes: publishes its outbox to an exchange.</summary>
    /// <param name="exchange">The topic exchange.</param>
    /// <param name="queues">The system's queues that receive its messages.</param>
    internal static IServiceCollection AddRabbitMqOutbox(
        this IServiceCollection services, string exchange, IReadOnlyList<RabbitMqQueue> queues)
    {
        services.AddSingleton(provider => new RabbitMqTransport(
            provider.GetRequiredService<RabbitMqConnection>(), exchange, queues, Logger<RabbitMqTransport>(provider)));
        return services.AddOutbox(provider => provider.GetRequiredService<RabbitMqTransport>());
    }

    /// <summary>
    /// For a service that consumes: one queue and its consumer. Of the tables of messaging it uses only the handled messages.
    /// </summary>
    /// <param name="consumer">Creates the handler, once.</param>
    internal static IServiceCollection AddRabbitMqConsumer(
        this IServiceCollection services, RabbitMqQueue queue, Func<IServiceProvider, IMessageConsumer> consumer)
    {
        services.AddHandledMessages();
        services.AddSingleton<IHostedService>(provider => new RabbitMqConsumer(
            provider.GetRequiredService<RabbitMqConnection>(),
            queue,
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<HandledMessages>(),
            consumer(provider),
            provider.GetRequiredService<MessagingTelemetry>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            Logger<RabbitMqConsumer>(provider)));
        return services;
    }

    private static ILogger<T> Logger<T>(IServiceProvider provider) => provider.GetRequiredService<ILogger<T>>();
}

using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.InProcess;
using Tracker.Platform.RabbitMq;

namespace Tracker.Systems.ShopFlow;

/// <summary>The events of this system and who takes them (document 003 §5), and what carries them: RabbitMQ, or the process itself
/// where no broker is configured.</summary>
internal sealed class ShopFlowEvents
{
    public const string OrderCreated = "order.created";
    public const string OrderShipped = "order.shipped";

    private const string Exchange = "order.events";
    private const string DeadLetterQueue = "notifications.order.dead";

    private readonly Subscription[] subscriptions;
    private readonly RabbitMqQueue[] queues;

    // Carries events between the services of one process. One that waits for its consumer to start waits in the outbox.
    private readonly InProcessTransport inProcess;

    /// <param name="retry">What follows when an event could not be handled.</param>
    public ShopFlowEvents(RetryPolicy retry)
    {
        subscriptions =
        [
            new Subscription("notifications.order.created", OrderCreated) { Retry = retry },
            new Subscription("notifications.order.shipped", OrderShipped) { Retry = retry },
        ];
        queues = [.. subscriptions.Select(subscription => new RabbitMqQueue(subscription, Exchange, DeadLetterQueue))];
        inProcess = new InProcessTransport(subscriptions);
    }

    /// <summary>For the service that publishes.</summary>
    /// <param name="services">Its container.</param>
    /// <param name="broker">The broker; null to carry events within this process.</param>
    /// <param name="service">The service's name.</param>
    public void AddOutbox(IServiceCollection services, RabbitMqUrl? broker, string service)
    {
        if (broker is null)
        {
            services.AddOutbox(inProcess);
        }
        else
        {
            services.AddRabbitMq(broker, service).AddRabbitMqOutbox(Exchange, queues);
        }
    }

    /// <summary>For the service that consumes: every subscription, and the dead letters of all.</summary>
    /// <param name="services">Its container.</param>
    /// <param name="broker">The broker; null to take events from within this process.</param>
    /// <param name="service">The service's name.</param>
    /// <param name="consumer">Makes the handler of a subscription, once.</param>
    public void AddConsumers(
        IServiceCollection services, RabbitMqUrl? broker, string service, Func<IServiceProvider, Subscription, IMessageConsumer> consumer)
    {
        if (broker is null)
        {
            foreach (var subscription in subscriptions)
            {
                services.AddInbox(subscription, provider => consumer(provider, subscription)).AddInProcessDelivery(subscription, inProcess);
            }

            services.AddSingleton<IDeadLetters>(provider => provider.GetRequiredService<DeadLetters>());
            return;
        }

        services.AddRabbitMq(broker, service);
        foreach (var queue in queues)
        {
            services.AddRabbitMqConsumer(queue, provider => consumer(provider, queue.Subscription));
        }

        services.AddSingleton<IDeadLetters>(provider => new RabbitMqDeadLetters(provider.GetRequiredService<RabbitMqConnection>(), queues));
    }
}

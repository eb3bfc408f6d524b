using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Tracker.Platform.Messaging.InProcess;

/// <summary>Adds events that stay within the process to a service. The container has what <see cref="MessagingServices"/> names.</summary>
public static class InProcessServices
{
    /// <summary>Adds what a service does with the events of its system.</summary>
    /// <param name="services">The service's container.</param>
    /// <param name="events">The events.</param>
    /// <param name="transport">Carries them; the services of one run of a system share it.</param>
    /// <param name="publishes">The service publishes: it has an outbox.</param>
    /// <param name="consumer">Makes the handler of a subscription, once; null when the service consumes nothing.</param>
    public static IServiceCollection AddInProcessEvents(
        this IServiceCollection services,
        EventTopology events,
        InProcessTransport transport,
        bool publishes = false,
        Func<IServiceProvider, Subscription, IMessageConsumer>? consumer = null)
    {
        if (publishes)
        {
            services.AddOutbox(_ => transport);
        }

        if (consumer is null)
        {
            return services;
        }

        foreach (var subscription in events.Subscriptions)
        {
            services.AddInbox(subscription, provider => consumer(provider, subscription)).AddInProcessDelivery(subscription, transport);
        }

        return services.AddSingleton<IDeadLetters>(provider => provider.GetRequiredService<DeadLetters>());
    }

    /// <summary>Lets a consumer of <see cref="MessagingServices.AddInbox"/> take its messages while its service runs.</summary>
    internal static IServiceCollection AddInProcessDelivery(
        this IServiceCollection services, Subscription subscription, InProcessTransport transport) =>
        services.AddSingleton<IHostedService>(provider =>
            new InProcessConnection(transport, provider.GetRequiredKeyedService<InboxConsumer>(subscription.Consumer)));
}

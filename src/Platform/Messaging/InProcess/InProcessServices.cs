using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Tracker.Platform.Messaging.InProcess;

/// <summary>
/// Adds events within the process to a service. The container has the services that <see cref="MessagingServices"/> lists.
/// </summary>
public static class InProcessServices
{
    /// <param name="events">The events of the service's system.</param>
    /// <param name="transport">Carries the events; the services of one run of a system share it.</param>
    /// <param name="publishes">The service publishes: it has an outbox.</param>
    /// <param name="consumer">Creates the handler of a subscription, once; null when the service consumes nothing.</param>
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

    /// <summary>Connects a consumer of <see cref="MessagingServices.AddInbox"/> while its service runs.</summary>
    internal static IServiceCollection AddInProcessDelivery(
        this IServiceCollection services, Subscription subscription, InProcessTransport transport) =>
        services.AddSingleton<IHostedService>(provider =>
            new InProcessConnection(transport, provider.GetRequiredKeyedService<InboxConsumer>(subscription.Consumer)));
}

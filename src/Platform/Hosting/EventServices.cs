using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.InProcess;
using Tracker.Platform.RabbitMq;

namespace Tracker.Platform.Hosting;

/// <summary>Adds the events of its system to a service, over what the configuration names.</summary>
public static class EventServices
{
    /// <summary>Adds what a service does with the events of its system.</summary>
    /// <param name="services">The service's container, with its database.</param>
    /// <param name="context">What the service is composed from.</param>
    /// <param name="broker">What carries the events; null to carry them within this process.</param>
    /// <param name="publishes">The service publishes: it has an outbox.</param>
    /// <param name="consumer">Makes the handler of a subscription, once; null when the service consumes nothing.</param>
    /// <exception cref="InvalidOperationException">The definition of the system has no events.</exception>
    public static IServiceCollection AddEvents(
        this IServiceCollection services,
        ServiceContext context,
        RabbitMqUrl? broker,
        bool publishes = false,
        Func<IServiceProvider, Subscription, IMessageConsumer>? consumer = null)
    {
        var events = context.Events ?? throw new InvalidOperationException($"{context.System} has no events.");
        return broker is null
            ? services.AddInProcessEvents(events.Topology, events.InProcess, publishes, consumer)
            : services.AddRabbitMqEvents(events.Topology, broker, context.Service, publishes, consumer);
    }
}

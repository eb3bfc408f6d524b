using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Messaging.InProcess;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging;

/// <summary>Adds messaging to a service. The container has its <see cref="Database"/>, a <see cref="TimeProvider"/> and logging.</summary>
public static class MessagingServices
{
    private static readonly TimeSpan PurgeInterval = TimeSpan.FromMinutes(1);

    /// <summary>For a service that publishes: <see cref="Outbox"/> for its modules, the dispatcher, and the loops that empty and purge the outbox. Its schema is <see cref="MessagingSchema.Outbox"/>.</summary>
    /// <param name="services">The service's container.</param>
    /// <param name="transport">What carries the messages.</param>
    /// <param name="options">How the outbox is emptied; null for the defaults.</param>
    public static IServiceCollection AddOutbox(this IServiceCollection services, IMessageTransport transport, OutboxOptions? options = null)
    {
        options ??= new OutboxOptions();
        services.AddSingleton(provider => new OutboxDispatcher(
            provider.GetRequiredService<Database>(), transport, options, Clock(provider), Logger<OutboxDispatcher>(provider)));
        services.AddSingleton(provider => new Outbox(provider.GetRequiredService<OutboxDispatcher>(), Clock(provider)));
        services.AddSingleton<IHostedService>(provider =>
        {
            var dispatcher = provider.GetRequiredService<OutboxDispatcher>();
            return new StepLoop("outbox", dispatcher.StepAsync, dispatcher.Wakeup, options.PollInterval, Logger<OutboxDispatcher>(provider));
        });
        services.AddSingleton<IHostedService>(provider => PurgeLoop("outbox purge", provider.GetRequiredService<OutboxDispatcher>().PurgeAsync, OutboxDispatcher.PurgeBatch, provider));
        return services;
    }

    /// <summary>For a service that consumes from its own table: one consumer. Its schema is <see cref="MessagingSchema.Inbox"/>.</summary>
    /// <param name="services">The service's container.</param>
    /// <param name="subscription">What it consumes.</param>
    /// <param name="consumer">Makes the handler, once.</param>
    /// <param name="transport">Delivers to it from now on.</param>
    public static IServiceCollection AddInbox(
        this IServiceCollection services, Subscription subscription, Func<IServiceProvider, IMessageConsumer> consumer, InProcessTransport transport)
    {
        services.AddKeyedSingleton(subscription.Consumer, (provider, _) => new InboxConsumer(
            provider.GetRequiredService<Database>(), subscription, consumer(provider), Clock(provider), Logger<InboxConsumer>(provider)));
        services.AddSingleton<IHostedService>(provider =>
            new InProcessConnection(transport, provider.GetRequiredKeyedService<InboxConsumer>(subscription.Consumer)));
        services.AddSingleton<IHostedService>(provider =>
            new InboxLoop(provider.GetRequiredKeyedService<InboxConsumer>(subscription.Consumer), Logger<InboxConsumer>(provider)));
        services.AddSingleton<IHostedService>(provider =>
            PurgeLoop("inbox purge", provider.GetRequiredKeyedService<InboxConsumer>(subscription.Consumer).PurgeAsync, InboxConsumer.PurgeBatch, provider));
        services.TryAddSingleton(provider => new DeadLetters(provider.GetRequiredService<Database>(), Clock(provider)));
        return services;
    }

    private static StepLoop PurgeLoop(string name, Func<CancellationToken, Task<int>> purge, int full, IServiceProvider provider) =>
        new(name, async ct => await purge(ct) == full ? StepResult.More : StepResult.Idle, new Wakeup(), PurgeInterval, Logger<StepLoop>(provider));

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static ILogger<T> Logger<T>(IServiceProvider provider) => provider.GetRequiredService<ILogger<T>>();
}

using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Background;
using Tracker.Platform.Messaging.Claims;
using Tracker.Platform.Messaging.MySql;
using Tracker.Platform.Observability.Metrics;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.MySql;

namespace Tracker.Platform.Messaging;

/// <summary>
/// Adds messaging to a service. The container has its <see cref="Database"/>, <see cref="MetricsRegistry"/>, <see cref="TimeProvider"/> and
/// logging, and an <see cref="ActivitySource"/> when the service traces.
/// </summary>
public static class MessagingServices
{
    private static readonly TimeSpan TidyInterval = TimeSpan.FromSeconds(15);

    /// <summary>For a service that publishes: the <see cref="Outbox"/>, its dispatcher, and the loops that publish and purge it.</summary>
    /// <param name="transport">Resolves the transport.</param>
    /// <param name="options">Null for the defaults.</param>
    internal static IServiceCollection AddOutbox(
        this IServiceCollection services, Func<IServiceProvider, IMessageTransport> transport, OutboxOptions? options = null)
    {
        options ??= new OutboxOptions();
        AddTelemetry(services);
        AddOutboxTable(services);
        services.AddSingleton(provider => new OutboxDispatcher(
            provider.GetRequiredService<IOutboxTable>(),
            transport(provider),
            options,
            Telemetry(provider),
            Clock(provider),
            Logger<OutboxDispatcher>(provider)));
        services.AddSingleton<IHostedService>(provider =>
        {
            var dispatcher = Dispatcher(provider);
            return MessagingLoop.New(
                "outbox",
                dispatcher.StepAsync,
                options.PollInterval,
                dispatcher.Wakeup,
                Clock(provider),
                Logger<OutboxDispatcher>(provider));
        });
        services.AddSingleton<IHostedService>(provider =>
            TidyLoop("outbox tidying", Dispatcher(provider).TidyAsync, provider));
        return services;
    }

    /// <summary>
    /// For a service that consumes from its own table: one consumer and its loops. A transport that delivers to it is added separately. For
    /// the service itself, the <see cref="LocalInbox"/> is registered with the consumer's name as its key.
    /// </summary>
    /// <param name="consumer">Creates the handler, once.</param>
    public static IServiceCollection AddInbox(
        this IServiceCollection services, Subscription subscription, Func<IServiceProvider, IMessageConsumer> consumer)
    {
        services.AddHandledMessages();
        services.AddClaims(Inbox.Claims);
        services.AddKeyedSingleton(subscription.Consumer, (provider, _) => new InboxConsumer(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredService<ClaimOwner>(),
            provider.GetRequiredService<HandledMessages>(),
            subscription,
            consumer(provider),
            Telemetry(provider),
            Clock(provider),
            Logger<InboxConsumer>(provider)));
        services.AddKeyedSingleton(
            subscription.Consumer, (provider, _) => new LocalInbox(provider.GetRequiredKeyedService<InboxConsumer>(subscription.Consumer)));
        services.AddSingleton<IHostedService>(provider =>
            new InboxLoop(
                provider.GetRequiredKeyedService<InboxConsumer>(subscription.Consumer),
                provider.GetRequiredService<IHostApplicationLifetime>(),
                Logger<InboxConsumer>(provider)));
        services.TryAddSingleton(provider => new DeadLetters(provider.GetRequiredService<Database>(), Clock(provider)));
        return services;
    }

    /// <summary>
    /// For every consumer, over any transport: telemetry and the table of handled messages with its purge, once per service.
    /// </summary>
    internal static IServiceCollection AddHandledMessages(this IServiceCollection services)
    {
        AddTelemetry(services);
        services.AddMigrations(MessagingSchema.Inbox);
        if (services.All(service => service.ServiceType != typeof(HandledMessages)))
        {
            services.AddSingleton(provider => new HandledMessages(provider.GetRequiredService<Database>(), Clock(provider)));
            services.AddSingleton<IHostedService>(provider =>
                TidyLoop("handled messages", provider.GetRequiredService<HandledMessages>().TidyAsync, provider));
        }

        return services;
    }

    // The outbox is in the database of the service, of either kind.
    private static void AddOutboxTable(IServiceCollection services)
    {
        if (services.UsesMySql())
        {
            services.AddMigrations(MySqlOutbox.Schema);
            services.AddClaims(MySqlOutboxTable.Claims);
            services.AddSingleton<IOutboxTable>(provider => new MySqlOutboxTable(
                provider.GetRequiredService<MySqlDatabase>(), provider.GetRequiredService<ClaimOwner>(), Clock(provider)));
            services.AddSingleton(provider => new MySqlOutbox(Dispatcher(provider).Wakeup, Clock(provider)));
            return;
        }

        services.AddMigrations(MessagingSchema.Outbox);
        services.AddClaims(OutboxTable.Claims);
        services.AddSingleton<IOutboxTable>(provider => new OutboxTable(
            provider.GetRequiredService<Database>(), provider.GetRequiredService<ClaimOwner>(), Clock(provider)));
        services.AddSingleton(provider => new Outbox(Dispatcher(provider).Wakeup.Set, Clock(provider)));
    }

    private static OutboxDispatcher Dispatcher(IServiceProvider provider) => provider.GetRequiredService<OutboxDispatcher>();

    private static void AddTelemetry(IServiceCollection services) =>
        services.TryAddSingleton(provider => new MessagingTelemetry(
            provider.GetRequiredService<MetricsRegistry>(),
            provider.GetService<ActivitySource>() ?? new ActivitySource("Tracker.Messaging")));

    private static StepLoop TidyLoop(string name, Func<CancellationToken, Task<StepResult>> tidy, IServiceProvider provider) =>
        MessagingLoop.New(name, tidy, TidyInterval, wakeup: null, Clock(provider), Logger<StepLoop>(provider));

    private static MessagingTelemetry Telemetry(IServiceProvider provider) => provider.GetRequiredService<MessagingTelemetry>();

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();

    private static ILogger<T> Logger<T>(IServiceProvider provider) => provider.GetRequiredService<ILogger<T>>();
}

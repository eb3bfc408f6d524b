using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Background;
using Tracker.Platform.Messaging.CatchUp;
using Tracker.Platform.Observability.Metrics;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging.Live;

/// <summary>Adds streams of its own events to a service, whose <see cref="Outbox"/> has no dispatcher.</summary>
public static class LiveServices
{
    private static readonly TimeSpan KeepInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PurgeInterval = TimeSpan.FromSeconds(15);

    /// <summary>The tables of the events, for every service that uses the database.</summary>
    public static IReadOnlyList<MigrationSet> Schema { get; } = [MessagingSchema.Outbox, OutboxFeed.Schema];

    /// <summary>
    /// Adds the <see cref="Outbox"/> and <see cref="LiveEvents"/>. They need a <see cref="Database"/>, an <see cref="ILiveAudience"/>, a
    /// <see cref="MetricsRegistry"/>, a <see cref="TimeProvider"/> and logging.
    /// </summary>
    public static IServiceCollection AddLiveEvents(this IServiceCollection services)
    {
        services.AddMigrations(Schema);
        services.AddSingleton(new LiveOptions());
        services.AddSingleton<LiveSignal>();
        services.AddSingleton(provider => new Outbox(provider.GetRequiredService<LiveSignal>().Committed, Clock(provider)));
        services.AddSingleton(provider => new LiveFeed(provider.GetRequiredService<Database>(), Clock(provider)));
        services.AddSingleton(Streams);
        services.AddSingleton(provider => new LiveEvents(
            provider.GetRequiredService<LiveFeed>(),
            provider.GetRequiredService<LiveStreams>(),
            provider.GetRequiredService<LiveOptions>(),
            Clock(provider)));
        services.AddSingleton(provider => new LiveDelivery(
            provider.GetRequiredService<LiveFeed>(),
            provider.GetRequiredService<LiveStreams>(),
            provider.GetRequiredService<ILiveAudience>(),
            provider.GetRequiredService<LiveOptions>(),
            Clock(provider)));
        services.AddSingleton<IHostedService>(provider => Loop(
            provider,
            "the delivery of events",
            provider.GetRequiredService<LiveDelivery>().DeliverAsync,
            provider.GetRequiredService<LiveOptions>().Poll,
            provider.GetRequiredService<LiveSignal>().Delivery));
        services.AddSingleton<IHostedService>(provider => Loop(
            provider, "the keeping of event streams", provider.GetRequiredService<LiveDelivery>().KeepAsync, KeepInterval));
        services.AddSingleton<IHostedService>(provider => Loop(
            provider, "the purge of events", provider.GetRequiredService<LiveDelivery>().PurgeAsync, PurgeInterval));
        return services;
    }

    private static LiveStreams Streams(IServiceProvider provider)
    {
        var streams = new LiveStreams(provider.GetRequiredService<LiveOptions>(), Clock(provider));
        provider.GetRequiredService<MetricsRegistry>().Gauge("event_streams", "The open event streams.", () => streams.Count);
        // Before the server stops, which waits for all requests.
        provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(streams.Stop);
        return streams;
    }

    private static StepLoop Loop(
        IServiceProvider provider, string name, Func<CancellationToken, Task<StepResult>> step, TimeSpan interval, Wakeup? wakeup = null) =>
        MessagingLoop.New(name, step, interval, wakeup, Clock(provider), provider.GetRequiredService<ILogger<LiveDelivery>>());

    private static TimeProvider Clock(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>();
}

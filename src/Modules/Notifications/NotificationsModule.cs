using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Modules.Notifications.Archive;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Platform.Background;
using Tracker.Platform.Messaging.Claims;
using Tracker.Platform.Observability.Metrics;
using Tracker.Platform.Persistence;
using Tracker.Platform.Storage;

namespace Tracker.Modules.Notifications;

/// <summary>Notifications by e-mail, by SMS and in the application, for documents 000 and 003.</summary>
public static class NotificationsModule
{
    public static MigrationSet Schema { get; } =
        MigrationSet.Embedded("notifications", MigrationLayer.Module, typeof(NotificationsModule).Assembly);

    /// <summary>
    /// Adds the use cases, chores and tables. They need a <see cref="Database"/>, an <see cref="IEmailSender"/>, an
    /// <see cref="ISmsSender"/>, a <see cref="TimeProvider"/>, a <see cref="MetricsRegistry"/> and logging;
    /// <see cref="ArchiveNotifications"/> also needs an <see cref="IFileStorage"/>.
    /// </summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddMigrations(Schema)
        .AddClaims(NotificationStore.Claims)
        .AddSingleton(provider => new NotificationMetrics(provider.Get<MetricsRegistry>()))
        .AddSingleton(provider => new NotificationStore(provider.Get<Database>(), provider.Get<ClaimOwner>(), provider.Get<TimeProvider>()))
        .AddSingleton(provider => new ChannelSenders(
            provider.Get<IEmailSender>(), provider.Get<ISmsSender>(), provider.Get<NotificationMetrics>(), provider.Get<TimeProvider>()))
        .AddSingleton(provider => new SendTurns(provider.Get<TimeProvider>()))
        .AddSingleton(provider => new DeliverNotificationsHandler(
            provider.Get<NotificationStore>(),
            provider.Get<ChannelSenders>(),
            provider.Get<SendTurns>(),
            provider.Get<NotificationMetrics>(),
            provider.Get<TimeProvider>(),
            provider.Get<ILogger<DeliverNotificationsHandler>>()))
        .AddSingleton(provider => new ListNotificationsHandler(provider.Get<Database>()))
        .AddSingleton(provider => new GetNotificationHandler(provider.Get<Database>()))
        .AddSingleton(provider => new ArchiveNotifications(
            provider.Get<Database>(), provider.Get<IFileStorage>(), provider.Get<TimeProvider>()))
        .AddSingleton(provider => new FoldNotificationCounts(provider.Get<Database>()))
        .AddPeriodicWork<FoldNotificationCounts>("Folding notification counts", FoldedCounts.Interval, work => work.StepAsync);

    private static T Get<T>(this IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();
}

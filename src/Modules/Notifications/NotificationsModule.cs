using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Modules.Notifications.Archive;
using Tracker.Platform.Delivery;
using Tracker.Platform.Messaging.Claims;
using Tracker.Platform.Observability.Metrics;
using Tracker.Platform.Persistence;
using Tracker.Platform.Storage;

namespace Tracker.Modules.Notifications;

/// <summary>Messages to people by e-mail and SMS, and the log of them: what documents 000 and 003 need of them together.</summary>
public static class NotificationsModule
{
    /// <summary>The module's tables.</summary>
    public static MigrationSet Schema { get; } = MigrationSet.Embedded("notifications", typeof(NotificationsModule).Assembly);

    /// <summary>
    /// Adds the use cases; one instance at least must call <see cref="FoldedCounts.StepAsync"/> every <see cref="FoldedCounts.Interval"/>. They need a
    /// <see cref="Database"/>, an <see cref="IEmailSender"/>, an <see cref="ISmsSender"/>, a <see cref="TimeProvider"/>, a <see cref="MetricsRegistry"/> and
    /// logging; <see cref="ArchiveNotifications"/> needs an <see cref="IFileStorage"/>, too.
    /// </summary>
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddClaims(NotificationStore.Claims)
        .AddSingleton(at => new NotificationMetrics(at.Get<MetricsRegistry>()))
        .AddSingleton(at => new NotificationStore(at.Get<Database>(), at.Get<ClaimOwner>(), at.Get<TimeProvider>()))
        .AddSingleton(at => new ChannelSenders(at.Get<IEmailSender>(), at.Get<ISmsSender>(), at.Get<NotificationMetrics>(), at.Get<TimeProvider>()))
        .AddSingleton(at => new SendTurns(at.Get<TimeProvider>()))
        .AddSingleton(at => new DeliverNotificationsHandler(
            at.Get<NotificationStore>(),
            at.Get<ChannelSenders>(),
            at.Get<SendTurns>(),
            at.Get<NotificationMetrics>(),
            at.Get<TimeProvider>(),
            at.Get<ILogger<DeliverNotificationsHandler>>()))
        .AddSingleton(at => new ListNotificationsHandler(at.Get<Database>()))
        .AddSingleton(at => new GetNotificationHandler(at.Get<Database>()))
        .AddSingleton(at => new ArchiveNotifications(at.Get<Database>(), at.Get<IFileStorage>(), at.Get<TimeProvider>()))
        .AddSingleton(at => new FoldNotificationCounts(at.Get<Database>()));

    private static T Get<T>(this IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();
}

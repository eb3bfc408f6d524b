using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Notifications.Direct;

/// <summary>Notifications that no event calls for.</summary>
public static class DirectNotifications
{
    /// <summary>The consumer under whose name their dead letters are listed.</summary>
    public const string Consumer = "notifications.direct";

    internal const string Topic = "notification.queued";

    /// <summary>
    /// Adds <see cref="QueueNotificationHandler"/> and what sends its notifications. It needs what <see cref="NotificationsModule.AddNotifications"/> adds, and
    /// the schema <see cref="MessagingSchema.Inbox"/>.
    /// </summary>
    /// <param name="services">The service's container.</param>
    /// <param name="retry">What follows when a provider fails.</param>
    /// <param name="recipients">Makes what finds recipients, once.</param>
    public static IServiceCollection AddDirectNotifications(
        this IServiceCollection services, RetryPolicy retry, Func<IServiceProvider, FindRecipient> recipients) => services
        .AddInbox(
            new Subscription(Consumer, Topic) { Retry = retry },
            provider => new DirectNotificationConsumer(
                new DirectNotificationStore(provider.GetRequiredService<Database>()),
                recipients(provider),
                retry,
                provider.GetRequiredService<DeliverNotificationsHandler>(),
                provider.GetRequiredService<NotificationMetrics>()))
        .AddSingleton(provider => new QueueNotificationHandler(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredKeyedService<LocalInbox>(Consumer),
            provider.GetRequiredService<TimeProvider>()));
}

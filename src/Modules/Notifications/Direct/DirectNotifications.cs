using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Notifications.Direct;

/// <summary>Notifications without an event.</summary>
public static class DirectNotifications
{
    /// <summary>The name of the consumer in the list of dead letters.</summary>
    public const string Consumer = "notifications.direct";

    /// <summary>The consumer of <see cref="Channels.InApp"/>, which needs no recipient and so does not wait for the lookup.</summary>
    internal const string InAppConsumer = "notifications.in_app";

    internal const string Topic = "notification.queued";

    /// <summary>
    /// Adds <see cref="QueueNotificationHandler"/> and the consumers of its messages. They need
    /// <see cref="NotificationsModule.AddNotifications"/>.
    /// </summary>
    /// <param name="retry">The retries when a provider fails.</param>
    /// <param name="recipients">Creates the lookup of recipients; called once.</param>
    public static IServiceCollection AddDirectNotifications(
        this IServiceCollection services, RetryPolicy retry, Func<IServiceProvider, FindRecipient> recipients) => services
        .AddSingleton(provider => new DirectNotificationConsumer(
            new DirectNotificationStore(provider.GetRequiredService<Database>()),
            recipients(provider),
            provider.GetRequiredService<DeliverNotificationsHandler>(),
            provider.GetRequiredService<NotificationMetrics>()))
        .AddDirectInbox(Consumer, retry)
        .AddDirectInbox(InAppConsumer, retry)
        .AddSingleton(provider => new QueueNotificationHandler(
            provider.GetRequiredService<Database>(),
            provider.GetRequiredKeyedService<LocalInbox>(Consumer),
            provider.GetRequiredKeyedService<LocalInbox>(InAppConsumer),
            provider.GetRequiredService<TimeProvider>()));

    private static IServiceCollection AddDirectInbox(this IServiceCollection services, string consumer, RetryPolicy retry) => services
        .AddInbox(
            new Subscription(consumer, Topic) { Retry = retry }, provider => provider.GetRequiredService<DirectNotificationConsumer>());
}

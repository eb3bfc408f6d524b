using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Archive;
using Tracker.Modules.Notifications.Direct;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.CatchUp;
using Tracker.Platform.Persistence;
using Tracker.Platform.Redis.Events;
using Tracker.Platform.Retention;
using Tracker.Platform.Security.Tokens;
using Tracker.Platform.Storage;
using Tracker.Systems.TaskTrackerOrders.Notifications.OrderMessages;

namespace Tracker.Systems.TaskTrackerOrders.Notifications;

/// <summary>Composes notification-service (document 000, service 3).</summary>
internal static class NotificationService
{
    public static WebApplication Build(ServiceContext context)
    {
        var builder = ServiceHost.CreateBuilder(context.Settings, context.Service).AddTelemetry(context);
        var options = NotificationOptions.Read(context);
        context.Settings.ThrowIfInvalid();

        var services = builder.Services;
        services.AddDatabase(new Database(options.DatabaseUrl));
        services.AddMigrations(
            MigrationSet.Embedded(
                "tasktracker-orders-notifications", MigrationLayer.System, typeof(NotificationService).Assembly, "NotificationService"));
        services.AddDelivery(options.Email, options.Sms);
        services.AddNotifications();
        services.AddSingleton(_ => new OrderPeer(options.OrderServiceUrl, options.OrderServiceToken));
        services.AddSingleton(_ => new UserPeer(options.AuthServiceUrl, options.AuthServiceToken));
        services.AddDirectNotifications(RetryPolicy.Default, provider => provider.GetRequiredService<UserPeer>().FindRecipientAsync);
        services.AddEvents(context, options.Redis, consumer: NewConsumer, source: new RedisEventSource(
            OrderEvent.Identify, new EventPublisher("order-service", options.OrderServiceUrl, options.OrderServiceToken)));
        services.AddSingleton(provider => new JwtVerifier(options.SigningKeys, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICallerSource>(provider => OrdersCallers.BySignature(provider.GetRequiredService<JwtVerifier>()));
        services.AddTrackerHttp(new HttpPolicy(new DetailErrorFormat()) { CorsOrigins = options.CorsOrigins }, NotificationJson.Default);
        services.AddOpenApi(document => document.Describe(
            "TaskTracker notification-service", "The notifications of users, by e-mail, by SMS and in the application."));
        services.AddFileStorage(options.Archives, "Archives");
        services.AddRetention(
            "notifications",
            "moved into compressed archive files after a year",
            provider => provider.GetRequiredService<ArchiveNotifications>());
        services.WarnOfShortSecret(context.Settings, OrdersSettings.SecretVariable);

        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapNotifications();
        app.MapHealth();
        app.MapMetrics();
        app.MapApiDocument();
        return app;
    }

    private static OrderEventConsumer NewConsumer(IServiceProvider provider, Subscription subscription) => new(
        OrderNotice.Of(subscription.Topic),
        provider.GetRequiredService<OrderPeer>(),
        provider.GetRequiredService<UserPeer>(),
        provider.GetRequiredService<DeliverNotificationsHandler>(),
        provider.GetRequiredService<ILogger<OrderEventConsumer>>());
}

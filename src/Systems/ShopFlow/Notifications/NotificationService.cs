using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Archive;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Retention;
using Tracker.Platform.Security.Tokens;
using Tracker.Platform.Storage;
using Tracker.Systems.ShopFlow.Notifications.OrderMessages;

namespace Tracker.Systems.ShopFlow.Notifications;

/// <summary>Composes notification-service (document 003 §2.3).</summary>
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
                "shopflow-notifications", MigrationLayer.System, typeof(NotificationService).Assembly, "NotificationService"));
        services.AddDelivery(options.Email, options.Sms);
        services.AddNotifications();
        services.AddSingleton(_ => new OrderPeer(options.OrderServiceUrl, options.OrderServiceToken));
        services.AddSingleton(_ => new UserPeer(options.AuthServiceUrl, options.AuthServiceToken));
        services.AddEvents(context, options.Broker, consumer: NewConsumer);
        services.AddSingleton(provider => new JwtVerifier(options.SigningKeys, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICallerSource>(provider => Callers(provider.GetRequiredService<JwtVerifier>()));
        services.AddTrackerHttp(new HttpPolicy(new EnvelopeErrorFormat()) { CorsOrigins = options.CorsOrigins }, NotificationJson.Default);
        services.AddOpenApi(document =>
            document.Describe("ShopFlow notification-service", "The notifications of customers about their orders, by e-mail and SMS."));
        services.AddFileStorage(options.Archives, "Archives");
        services.AddRetention(
            "notifications",
            "moved into compressed archive files after a year",
            provider => provider.GetRequiredService<ArchiveNotifications>());
        services.WarnOfShortSecret(context.Settings, ShopFlowSettings.SecretVariable);

        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapNotifications();
        app.MapHealth();
        app.MapMetrics();
        app.MapApiDocument();
        return app;
    }

    // This service has no users: a token is valid until it expires, with the role in its claims.
    private static TokenCallers Callers(JwtVerifier tokens) => new(tokens, claims =>
        claims.Role == ShopFlowRoles.Service || Uuid.TryParse(claims.Subject, out _)
            ? new Caller(claims.Subject, claims.Email, claims.Role)
            : null);

    private static OrderEventConsumer NewConsumer(IServiceProvider provider, Subscription subscription) => new(
        OrderNotice.Of(subscription.Topic),
        provider.GetRequiredService<OrderPeer>(),
        provider.GetRequiredService<UserPeer>(),
        provider.GetRequiredService<DeliverNotificationsHandler>(),
        provider.GetRequiredService<ILogger<OrderEventConsumer>>());
}

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Persistence;
using Tracker.Platform.Retention;

namespace Tracker.Systems.TaskManager.Notifications;

/// <summary>Composes notification-service (document 004, "Notification Service").</summary>
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
                "task-manager-notifications", MigrationLayer.System, typeof(NotificationService).Assembly, "NotificationService"));
        services.AddSingleton<NotificationEntries>();
        services.AddSingleton(_ => new NotificationLog(options.LogPath));
        services.AddSingleton(_ => new TaskCreatedEmail(options.Email?.Invoke()));
        services.AddSingleton<TaskCreatedConsumer>();
        services.AddEvents(context, options.Broker, consumer: (provider, _) => provider.GetRequiredService<TaskCreatedConsumer>());
        services.AddSingleton<ICallerSource>(provider =>
            TokenAnswer.Callers(options.AuthServiceUrl, provider.GetRequiredService<ILogger<PeerCallers<TokenAnswer>>>()));
        services.AddTrackerHttp(new HttpPolicy(new DetailErrorFormat()) { Times = WireTime.WholeSeconds }, NotificationJson.Default);
        services.AddOpenApi(document => document.Describe(
            "Task Manager notification-service", "The notifications about new tasks. Users see only their own."));
        services.AddSingleton<PurgeNotificationEntries>();
        services.AddRetention(
            "notifications",
            "deleted a year after the event; the notification log keeps its last files",
            provider => provider.GetRequiredService<PurgeNotificationEntries>());

        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapNotifications();
        app.MapHealth(context.Service);
        app.MapMetrics();
        app.MapApiDocument();
        return app;
    }
}

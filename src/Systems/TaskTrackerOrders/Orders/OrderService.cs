using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Modules.Orders;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Persistence;
using Tracker.Platform.Retention;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.TaskTrackerOrders.Orders;

/// <summary>Composes order-service (document 000, service 2).</summary>
internal static class OrderService
{
    public static WebApplication Build(ServiceContext context)
    {
        var builder = ServiceHost.CreateBuilder(context.Settings, context.Service).AddTelemetry(context);
        var options = OrderOptions.Read(context.Settings);
        context.Settings.ThrowIfInvalid();

        var services = builder.Services;
        services.AddDatabase(new Database(options.DatabaseUrl));
        services.AddMigrations(
            MigrationSet.Embedded("tasktracker-orders-orders", MigrationLayer.System, typeof(OrderService).Assembly, "OrderService"));
        services.AddEvents(context, options.Redis, publishes: true);
        services.AddOrders(OrderPolicies.Orders);
        services.AddSingleton(provider => new JwtVerifier(options.SigningKeys, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICallerSource>(provider => OrdersCallers.BySignature(provider.GetRequiredService<JwtVerifier>()));
        services.AddTrackerHttp(new HttpPolicy(new DetailErrorFormat()) { CorsOrigins = options.CorsOrigins }, OrderJson.Default);
        services.AddOpenApi(document =>
        {
            var statuses = OrderPolicies.LifeCycle.Statuses;
            document.Describe("TaskTracker order-service", "The orders, from placement to delivery.");
            document.AnswersWords<CreatedOrderResponse>(nameof(CreatedOrderResponse.Status), [statuses[0]]);
            document.AnswersWords<OrderResponse>(nameof(OrderResponse.Status), statuses);
            document.AnswersWords<StatusResponse>(nameof(StatusResponse.Status), [.. statuses.Skip(1)]);
        });
        services.WarnOfShortSecret(context.Settings, OrdersSettings.SecretVariable);
        services.AddRetention("orders", "kept until they are removed by hand");

        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapOrders();
        app.MapEventFeed();
        app.MapHealth();
        app.MapMetrics();
        app.MapApiDocument();
        return app;
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Modules.Orders;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.RateLimiting;
using Tracker.Platform.Persistence;
using Tracker.Platform.Retention;

namespace Tracker.Systems.ShopFlow.Orders;

/// <summary>Composes order-service (document 003 §2.2).</summary>
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
            MigrationSet.Embedded("shopflow-orders", MigrationLayer.System, typeof(OrderService).Assembly, "OrderService"));
        services.AddEvents(context, options.Broker, publishes: true);
        services.AddOrders(OrderPolicies.Orders);
        services.AddSingleton<OrderFields>();
        services.AddSingleton<ICallerSource>(provider =>
            TokenAnswer.Callers(options.AuthServiceUrl, provider.GetRequiredService<ILogger<PeerCallers<TokenAnswer>>>()));
        services.AddTrackerHttp(new HttpPolicy(new EnvelopeErrorFormat()) { CorsOrigins = options.CorsOrigins }, OrderJson.Default);
        services.AddRateLimiting(everywhere: null, options.TrustedProxies);
        services.AddOpenApi(document =>
        {
            var statuses = OrderPolicies.LifeCycle.Statuses;
            document.Describe("ShopFlow order-service", "The orders of the shop, from placement to delivery.");
            document.AnswersWords<OrderResponse>(nameof(OrderResponse.Status), statuses);
            document.AnswersWords<OrderSummaryResponse>(nameof(OrderSummaryResponse.Status), statuses);
            document.AnswersWords<StatusResponse>(nameof(StatusResponse.Status), [.. statuses.Skip(1)]);
        });
        services.AddRetention("orders", "kept permanently; document 003 §10.6 requires 7 years");

        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapOrders(new RateLimitPolicy(options.RateLimitPerMinute) { Bucket = "orders" });
        app.MapHealth();
        app.MapMetrics();
        app.MapApiDocument();
        return app;
    }
}

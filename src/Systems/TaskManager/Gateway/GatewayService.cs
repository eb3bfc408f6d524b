using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Gateway;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;

namespace Tracker.Systems.TaskManager.Gateway;

/// <summary>Composes api-gateway (document 004, "API Gateway").</summary>
internal static class GatewayService
{
    public static WebApplication Build(ServiceContext context)
    {
        var builder = ServiceHost.CreateBuilder(context.Settings, context.Service).AddTelemetry(context);
        var origins = GatewayOptions.CorsOrigins(context.Settings);
        builder.Services.AddGateway(GatewayOptions.Policy, context.Settings);
        context.Settings.ThrowIfInvalid();

        var services = builder.Services;
        services.AddTrackerHttp(new HttpPolicy(new DetailErrorFormat()) { CorsOrigins = origins }, GatewayJson.Default);
        services.AddOpenApi(document => document.Describe(
            "Task Manager", "Accounts, tasks and notifications behind one address. Users see only their own."));

        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapGatewayState(context.Service);
        app.MapGateway();
        app.MapMetrics();
        return app;
    }
}

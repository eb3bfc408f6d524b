using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Gateway;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;

namespace Tracker.Systems.TaskTrackerMicro.Gateway;

/// <summary>Composes api-gateway (document 001, "API Gateway").</summary>
internal static class GatewayService
{
    public static WebApplication Build(ServiceContext context)
    {
        var builder = ServiceHost.CreateBuilder(context.Settings, context.Service).AddTelemetry(context);
        var (origins, addresses) = (GatewayOptions.CorsOrigins(context.Settings), GatewayOptions.Addresses(context.Settings));
        builder.Services.AddGateway(GatewayOptions.Policy, context.Settings);
        context.Settings.ThrowIfInvalid();

        var services = builder.Services;
        services.AddTrackerHttp(new HttpPolicy(new DetailErrorFormat()) { CorsOrigins = origins }, GatewayJson.Default);
        services.AddOpenApi(document => document.Describe(
            "TaskTracker", "Accounts, tasks and statistics behind one address. Users see only their own tasks."));

        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapGet("/", () => TypedResults.Ok(new GatewayResponse("TaskTracker API Gateway", "1.0.0", "running", addresses)))
            .WithName("getGateway")
            .WithTags("Gateway")
            .WithSummary("Describes the gateway and the services behind it.");
        app.MapHealth(context.Service);
        app.MapGateway();
        app.MapMetrics();
        return app;
    }
}

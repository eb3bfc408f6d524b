using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Gateway;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Gateway;

/// <summary>A gateway in front of <c>user-service</c> and <c>task-service</c>.</summary>
internal static class TestGateway
{
    public static GatewayPolicy Policy { get; } = new(
        new GatewayDestination("user-service", "/api/v1/auth"), new GatewayDestination("task-service", "/api/v1/tasks"));

    /// <param name="tasks">The value of <c>TASK_SERVICE_URL</c>.</param>
    /// <param name="users">The value of <c>USER_SERVICE_URL</c>; by default no server has the address.</param>
    public static Task<TestService> StartAsync(
        string tasks, string users = "", GatewayPolicy? policy = null, params (string Name, string Value)[] settings)
    {
        var variables = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        variables["TASK_SERVICE_URL"] = tasks;
        variables["USER_SERVICE_URL"] = users.Length > 0 ? users : $"http://127.0.0.1:{FreePort.Take()}";
        var definition = new ServiceDefinition("gateway", 0, "/health", context => Build(context, policy ?? Policy));
        return TestService.StartAsync(new SystemDefinition("toy", "TOY_SECRET", [definition]) { Accounts = "gateway" }, "gateway", variables);
    }

    private static WebApplication Build(ServiceContext context, GatewayPolicy policy)
    {
        var builder = ServiceHost.CreateBuilder(context.Settings, context.Service).AddTelemetry(context);
        builder.Services.AddGateway(policy, context.Settings);
        context.Settings.ThrowIfInvalid();
        builder.Services.AddTrackerHttp(
            new HttpPolicy(new DetailErrorFormat()) { CorsOrigins = ["http://page.example"] }, new DefaultJsonTypeInfoResolver());
        builder.Services.AddOpenApi(document => document.Describe("Toy gateway", "A toy."));
        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapGateway();
        app.MapGet("/health", async (ServiceProbe probe, HttpContext request) => Results.Ok(await probe.AskAllAsync(request.RequestAborted)));
        app.MapMetrics();
        return app;
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Gateway;
using Tracker.Platform.Http;

namespace Tracker.Systems.TaskManager.Gateway;

/// <summary>What the gateway answers itself: its name, and the health of the services behind it.</summary>
internal static class GatewayState
{
    private const string Healthy = "healthy";
    private const string Unhealthy = "unhealthy";

    public static void MapGatewayState(this IEndpointRouteBuilder app, string gateway)
    {
        var own = app.MapGroup("").WithTags("Gateway");
        var names = GatewayOptions.Policy.Destinations.Select(service => service.Name).ToList();
        own.MapGet("/", () => TypedResults.Ok(new GatewayResponse(gateway, HealthRoutes.Version, "running", names)))
            .WithName("getGateway")
            .WithSummary("Names the gateway and the services behind it.");
        own.MapGet(HealthRoutes.Path, (ServiceProbe probe, CancellationToken ct) => HealthAsync(gateway, probe, ct))
            .WithName("getHealth")
            .WithSummary("Reports the health of each service: 503 when one is down or cannot use its database.")
            .AnswersWhileStarting()
            .Produces<GatewayHealthResponse>()
            .Produces<GatewayHealthResponse>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<JsonHttpResult<GatewayHealthResponse>> HealthAsync(string gateway, ServiceProbe probe, CancellationToken ct)
    {
        var services = await probe.AskAllAsync(ct);
        var isUp = services.All(service => service.IsUp);
        var states = services.ToDictionary(service => service.Name, service => service.IsUp ? Healthy : Unhealthy);
        return TypedResults.Json(
            new GatewayHealthResponse(isUp ? Healthy : Unhealthy, gateway, states),
            statusCode: isUp ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

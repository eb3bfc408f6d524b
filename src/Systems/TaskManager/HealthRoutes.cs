using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;

namespace Tracker.Systems.TaskManager;

/// <summary>The name and the health of a service with a database.</summary>
internal static class HealthRoutes
{
    public const string Version = "1.0.0";
    public const string Path = "/health";
    public const string ReadyPath = "/health/ready";

    public static void MapHealth(this IEndpointRouteBuilder app, string service)
    {
        var health = app.MapGroup("").WithTags("Health");
        health.MapGet("/", () => TypedResults.Ok(new ServiceResponse(service, Version, "running")))
            .WithName("getService")
            .WithSummary("Names the service.");
        health.MapGet(Path, () => TypedResults.Ok(new HealthResponse("healthy", service)))
            .WithName("getHealth")
            .WithSummary("Reports that the service is running.")
            .AnswersWhileStarting();
        health.MapGet(ReadyPath, (DatabaseReadiness database, CancellationToken ct) => ReadyAsync(service, database, ct))
            .WithName("getReadiness")
            .WithSummary("Reports whether the service can serve requests: 503 while it starts, or its database is away or read-only.")
            .AnswersWhileStarting()
            .Produces<HealthResponse>()
            .Produces<HealthResponse>(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<JsonHttpResult<HealthResponse>> ReadyAsync(
        string service, DatabaseReadiness database, CancellationToken ct) =>
        await database.IsReadyAsync(ct)
            ? TypedResults.Json(new HealthResponse("healthy", service))
            : TypedResults.Json(new HealthResponse("unhealthy", service), statusCode: StatusCodes.Status503ServiceUnavailable);
}

/// <summary>A service.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Version">The version of the API.</param>
/// <param name="Status">Always <c>running</c>.</param>
public sealed record ServiceResponse(string Service, string Version, string Status);

/// <summary>The state of a service.</summary>
/// <param name="Status"><c>healthy</c>, or <c>unhealthy</c> when its database is away.</param>
/// <param name="Service">The name of the service.</param>
public sealed record HealthResponse(string Status, string Service);

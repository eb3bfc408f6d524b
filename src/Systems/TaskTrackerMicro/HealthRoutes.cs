using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;

namespace Tracker.Systems.TaskTrackerMicro;

/// <summary>The health check of every service (document 001, "Verify Services"), and readiness where there is a database.</summary>
internal static class HealthRoutes
{
    public const string Path = "/health";
    public const string ReadyPath = "/health/ready";

    public static void MapHealth(this IEndpointRouteBuilder app, string service) => app
        .MapGet(Path, () => TypedResults.Ok(new HealthResponse("healthy", service)))
        .WithName("getHealth")
        .WithTags("Health")
        .WithSummary("Reports that the service is running.")
        .AnswersWhileStarting();

    public static void MapReadiness(this IEndpointRouteBuilder app, string service) => app
        .MapGet(ReadyPath, (DatabaseReadiness database, CancellationToken ct) => ReadyAsync(service, database, ct))
        .WithName("getReadiness")
        .WithTags("Health")
        .WithSummary("Reports whether the service can serve requests: 503 while it starts, or its database is away or read-only.")
        .AnswersWhileStarting()
        .Produces<HealthResponse>()
        .Produces<HealthResponse>(StatusCodes.Status503ServiceUnavailable);

    private static async Task<JsonHttpResult<HealthResponse>> ReadyAsync(
        string service, DatabaseReadiness database, CancellationToken ct) =>
        await database.IsReadyAsync(ct)
            ? TypedResults.Json(new HealthResponse("healthy", service))
            : TypedResults.Json(new HealthResponse("unhealthy", service), statusCode: StatusCodes.Status503ServiceUnavailable);
}

/// <summary>The state of a service.</summary>
/// <param name="Status"><c>healthy</c>, or <c>unhealthy</c> when its database is away.</param>
/// <param name="Service">The name of the service.</param>
public sealed record HealthResponse(string Status, string Service);

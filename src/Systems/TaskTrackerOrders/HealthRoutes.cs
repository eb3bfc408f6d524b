using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;

namespace Tracker.Systems.TaskTrackerOrders;

/// <summary>The routes of document 000, and readiness.</summary>
internal static class HealthRoutes
{
    public const string ReadyPath = "/health/ready";

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health");
        health.MapGet("", Health).WithName("getHealth").AnswersWhileStarting();
        health.MapGet("/ready", Ready).WithName("getReadiness").AnswersWhileStarting()
            .Produces<ReadinessResponse>().Produces<ReadinessResponse>(StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Reports that the service is running.</summary>
    internal static Ok<HealthResponse> Health() => TypedResults.Ok(new HealthResponse("healthy"));

    /// <summary>Reports whether the service can serve requests: 503 while it starts, or its database is away or read-only.</summary>
    internal static async Task<JsonHttpResult<ReadinessResponse>> Ready(DatabaseReadiness database, CancellationToken ct) =>
        await database.IsReadyAsync(ct)
            ? TypedResults.Json(new ReadinessResponse("ok", new ComponentStates("up")))
            : TypedResults.Json(
                new ReadinessResponse("degraded", new ComponentStates("down")), statusCode: StatusCodes.Status503ServiceUnavailable);
}

/// <summary>The service is running.</summary>
/// <param name="Status">Always <c>healthy</c>.</param>
public sealed record HealthResponse(string Status);

/// <summary>Whether the service can serve requests.</summary>
/// <param name="Status"><c>ok</c>, or <c>degraded</c> when a dependency is away.</param>
/// <param name="Components">The state of each dependency.</param>
public sealed record ReadinessResponse(string Status, ComponentStates Components);

/// <summary>The state of each dependency.</summary>
/// <param name="Db">The database: <c>up</c> when it accepts writes, otherwise <c>down</c>.</param>
public sealed record ComponentStates(string Db);

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Http;

namespace Tracker.Systems.TaskTracker.Health;

/// <summary>Document 002 §5.6.</summary>
internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health");
        health.MapGet("/live", Live).AnswersWhileStarting();
        health.MapGet("/ready", Ready).AnswersWhileStarting()
            .Produces<ReadinessResponse>().Produces<ReadinessResponse>(StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Tells that the process runs.</summary>
    internal static Ok<LivenessResponse> Live() => TypedResults.Ok(new LivenessResponse("ok"));

    /// <summary>Tells whether requests can be served: 503 while the service starts, or the database is away or can only be read.</summary>
    internal static async Task<JsonHttpResult<ReadinessResponse>> Ready(Readiness readiness, CancellationToken ct)
    {
        var components = await readiness.ProbeAsync(ct);
        var isDegraded = components is { Db: Readiness.Down } or { Redis: Readiness.Down };
        return TypedResults.Json(
            new ReadinessResponse(isDegraded ? "degraded" : "ok", components),
            TaskTrackerJson.Default.ReadinessResponse,
            statusCode: components.Db == Readiness.Up ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>The process runs.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
public sealed record LivenessResponse(string Status);

/// <summary>Whether requests can be served.</summary>
/// <param name="Status"><c>ok</c>, or <c>degraded</c> when something the service stands on is away.</param>
/// <param name="Components">What it stands on.</param>
public sealed record ReadinessResponse(string Status, ComponentStates Components);

/// <summary>What the service stands on.</summary>
/// <param name="Db">The database: <c>up</c> when it takes writes, else <c>down</c>.</param>
/// <param name="Redis"><c>up</c>, <c>down</c>, or <c>disabled</c> when none is configured.</param>
/// <param name="Worker"><c>up</c> when it gave a sign of life within the last minute, else <c>unknown</c>.</param>
public sealed record ComponentStates(string Db, string Redis, string Worker);

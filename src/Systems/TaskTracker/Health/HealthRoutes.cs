using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Http;

namespace Tracker.Systems.TaskTracker.Health;

/// <summary>The routes of document 002 §5.6.</summary>
internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health");
        health.MapGet("/live", Live).WithName("getLiveness").AnswersWhileStarting();
        health.MapGet("/ready", Ready).WithName("getReadiness").AnswersWhileStarting()
            .Produces<ReadinessResponse>().Produces<ReadinessResponse>(StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Reports that the process is running.</summary>
    internal static Ok<LivenessResponse> Live() => TypedResults.Ok(new LivenessResponse("ok"));

    /// <summary>Reports whether the service can serve requests: 503 while it starts, or the database is away or read-only.</summary>
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

/// <summary>The process is running.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
public sealed record LivenessResponse([property: AllowedValues("ok")] string Status);

/// <summary>Whether the service can serve requests.</summary>
/// <param name="Status"><c>ok</c>, or <c>degraded</c> when a dependency is away.</param>
/// <param name="Components">The state of each dependency.</param>
public sealed record ReadinessResponse([property: AllowedValues("ok", "degraded")] string Status, ComponentStates Components);

/// <summary>The state of each dependency.</summary>
/// <param name="Db">The database: <c>up</c> when it accepts writes, otherwise <c>down</c>.</param>
/// <param name="Redis"><c>up</c>, <c>down</c>, or <c>disabled</c> when it is not configured.</param>
/// <param name="Worker"><c>up</c> when a worker sent a heartbeat within the last minute, otherwise <c>unknown</c>.</param>
public sealed record ComponentStates(
    [property: AllowedValues(Readiness.Up, Readiness.Down)] string Db,
    [property: AllowedValues(Readiness.Up, Readiness.Down, Readiness.Disabled)] string Redis,
    [property: AllowedValues(Readiness.Up, Readiness.Unknown)] string Worker);

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;

namespace Tracker.Systems.ShopFlow;

/// <summary>Document 003 §10.4, and readiness beside it.</summary>
internal static class HealthRoutes
{
    /// <summary>Where a service says whether it can serve requests.</summary>
    public const string ReadyPath = "/health/ready";

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health");
        health.MapGet("", Health).AnswersWhileStarting();
        health.MapGet("/ready", Ready).AnswersWhileStarting()
            .Produces<ReadinessResponse>().Produces<ReadinessResponse>(StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>Tells that the service runs.</summary>
    internal static Ok<HealthResponse> Health() => TypedResults.Ok(new HealthResponse("ok"));

    /// <summary>Tells whether requests can be served: 503 while the service starts, or its database is away or can only be read.</summary>
    internal static async Task<JsonHttpResult<ReadinessResponse>> Ready(DatabaseReadiness database, CancellationToken ct) => await database.IsReadyAsync(ct)
        ? TypedResults.Json(new ReadinessResponse("ok", new ComponentStates("up")))
        : TypedResults.Json(new ReadinessResponse("degraded", new ComponentStates("down")), statusCode: StatusCodes.Status503ServiceUnavailable);
}

/// <summary>The service runs.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
public sealed record HealthResponse(string Status);

/// <summary>Whether requests can be served.</summary>
/// <param name="Status"><c>ok</c>, or <c>degraded</c> when something the service stands on is away.</param>
/// <param name="Components">What it stands on.</param>
public sealed record ReadinessResponse(string Status, ComponentStates Components);

/// <summary>What the service stands on.</summary>
/// <param name="Db">The database: <c>up</c> when it takes writes, else <c>down</c>.</param>
public sealed record ComponentStates(string Db);

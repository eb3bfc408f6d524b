using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Tracker.Systems.ShopFlow;

/// <summary>Document 003 §10.4.</summary>
internal static class HealthRoutes
{
    public static void MapHealth(this IEndpointRouteBuilder app) => app.MapGet("/health", Health).WithTags("Health");

    /// <summary>Tells that the service runs.</summary>
    internal static Ok<HealthResponse> Health() => TypedResults.Ok(new HealthResponse("ok"));
}

/// <summary>The service runs.</summary>
/// <param name="Status">Always <c>ok</c>.</param>
public sealed record HealthResponse(string Status);

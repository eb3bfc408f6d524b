using Microsoft.AspNetCore.Builder;

namespace Tracker.Platform.Http.RateLimiting;

/// <summary>
/// The max request rate of a caller. Authenticated callers are counted by user id, others by address (document 002 §5.7).
/// </summary>
/// <param name="PerMinute">The max requests per window; 0 turns the limit off.</param>
public sealed record RateLimitPolicy(int PerMinute)
{
    /// <summary>A window starts with the first request after the previous window.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Endpoints whose policies name the same bucket share one count. The Redis key ends with it.</summary>
    public string Bucket { get; init; } = "rate";

    internal string PerMinuteText { get; } = PerMinute.ToString();
}

public static class RateLimitedEndpoints
{
    /// <summary>Limits the endpoints by this policy instead of the service's.</summary>
    public static TBuilder LimitRate<TBuilder>(this TBuilder endpoints, RateLimitPolicy policy)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(policy);
}

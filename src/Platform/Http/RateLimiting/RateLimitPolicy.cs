using Microsoft.AspNetCore.Builder;

namespace Tracker.Platform.Http.RateLimiting;

/// <summary>How many requests a caller may make. Callers are counted apart: a known one by its id, everybody else by address (document 002 §5.7).</summary>
/// <param name="PerMinute">The most requests in one window; 0 turns the limit off.</param>
public sealed record RateLimitPolicy(int PerMinute)
{
    /// <summary>How long a window lasts. It starts with the first request after the last one ended.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>Names what is counted: endpoints whose policies name the same bucket share one count. It ends the key in Redis.</summary>
    public string Bucket { get; init; } = "rate";

    internal string PerMinuteText { get; } = PerMinute.ToString();
}

/// <summary>Gives endpoints a limit of their own.</summary>
public static class RateLimitedEndpoints
{
    /// <summary>Limits the endpoints by this policy instead of the service's.</summary>
    public static TBuilder LimitRate<TBuilder>(this TBuilder endpoints, RateLimitPolicy policy)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(policy);
}

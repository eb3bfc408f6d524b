using Microsoft.AspNetCore.Http;

namespace Tracker.Platform.Http.RateLimiting;

/// <summary>What every answer to a limited request says (document 002 §5.7).</summary>
/// <param name="Limit">The most requests in one window.</param>
/// <param name="Remaining">How many of them are left.</param>
internal readonly record struct RateLimitHeaders(string Limit, long Remaining)
{
    public const string LimitName = "X-RateLimit-Limit";
    public const string RemainingName = "X-RateLimit-Remaining";

    public void WriteTo(IHeaderDictionary headers)
    {
        headers[LimitName] = Limit;
        headers[RemainingName] = Remaining.ToString();
    }
}

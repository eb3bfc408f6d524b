using Microsoft.AspNetCore.Http;

namespace Tracker.Platform.Http.RateLimiting;

/// <summary>The headers of every response to a limited request (document 002 §5.7).</summary>
/// <param name="Limit">The max requests per window.</param>
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

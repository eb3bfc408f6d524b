namespace Tracker.Platform.Http.RateLimiting;

/// <summary>Counts requests in fixed windows that start with the first request.</summary>
internal interface IRateLimitStore
{
    ValueTask<RateLimitCount> TakeAsync(RateLimitKey key, CancellationToken ct);
}

/// <param name="Used">The requests of the window so far, this one included.</param>
/// <param name="ResetsIn">The time until the window ends.</param>
internal readonly record struct RateLimitCount(long Used, TimeSpan ResetsIn);

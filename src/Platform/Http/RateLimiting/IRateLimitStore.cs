namespace Tracker.Platform.Http.RateLimiting;

/// <summary>Counts requests in fixed windows that start with the first request.</summary>
internal interface IRateLimitStore
{
    ValueTask<RateLimitCount> TakeAsync(RateLimitKey key, CancellationToken ct);
}

/// <summary>Where a window stands.</summary>
/// <param name="Used">The requests in it so far, this one included.</param>
/// <param name="ResetsIn">Until it ends.</param>
internal readonly record struct RateLimitCount(long Used, TimeSpan ResetsIn);

using Microsoft.AspNetCore.Http;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Pipeline;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Platform.Http.RateLimiting;

/// <summary>
/// Counts each request before it is served. It stands behind the finding out of who calls, since users are counted apart from addresses,
/// and before the refusal of those who are nobody: a flood of bad tokens is counted too, and one of unknown routes where a limit holds everywhere.
/// </summary>
/// <param name="everywhere">Holds where an endpoint has no policy of its own; null for no limit there.</param>
/// <param name="store">Counts.</param>
internal sealed class RateLimiter(RateLimitPolicy? everywhere, IRateLimitStore store)
{
    /// <summary>The policy of an endpoint, null when it has none. Health and metrics never have one: who watches the service must see it under load.</summary>
    public RateLimitPolicy? PolicyOf(PathString path, RateLimitPolicy? own) =>
        path.StartsWithSegments("/health", StringComparison.OrdinalIgnoreCase)
            || path.StartsWithSegments("/metrics", StringComparison.OrdinalIgnoreCase)
                ? null
                : own ?? everywhere;

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var policy = PolicyOf(context.Request.Path, context.GetEndpoint()?.Metadata.GetMetadata<RateLimitPolicy>());
        var caller = context.State().Caller;
        if (policy is null or { PerMinute: 0 } || caller?.Role == TokenBearer.ServiceRole)
        {
            return next(context);
        }

        var key = caller is null
            ? RateLimitKey.OfAddress(context.Connection.RemoteIpAddress!, policy.Bucket)
            : RateLimitKey.OfUser(caller.Subject, policy.Bucket);
        var taking = store.TakeAsync(key, context.RequestAborted);
        return taking.IsCompletedSuccessfully ? AnswerAsync(context, next, policy, taking.Result) : AwaitAndAnswerAsync(context, next, policy, taking);
    }

    private static async Task AwaitAndAnswerAsync(HttpContext context, RequestDelegate next, RateLimitPolicy policy, ValueTask<RateLimitCount> taking) =>
        await AnswerAsync(context, next, policy, await taking);

    private static Task AnswerAsync(HttpContext context, RequestDelegate next, RateLimitPolicy policy, RateLimitCount count)
    {
        var headers = new RateLimitHeaders(policy.PerMinuteText, Math.Max(0, policy.PerMinute - count.Used));
        context.State().RateLimit = headers;
        headers.WriteTo(context.Response.Headers);
        return count.Used <= policy.PerMinute ? next(context) : Problems.RateLimitExceeded(count.ResetsIn).ExecuteAsync(context);
    }
}

using Microsoft.AspNetCore.Http;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Pipeline;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Platform.Http.RateLimiting;

/// <summary>
/// Counts each request before it is served. It runs after authentication, since users and addresses are counted separately, and before
/// unauthenticated requests are rejected, so that a flood of bad tokens is counted too, and one of unknown routes when a limit applies
/// everywhere.
/// </summary>
/// <param name="everywhere">The policy of endpoints without their own; null: no limit.</param>
internal sealed class RateLimiter(RateLimitPolicy? everywhere, IRateLimitStore store)
{
    /// <summary>
    /// The policy of an endpoint; null when it has none. Health and metrics never have one: monitoring must work under load.
    /// </summary>
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
        return taking.IsCompletedSuccessfully
            ? AnswerAsync(context, next, policy, taking.Result)
            : AwaitAndAnswerAsync(context, next, policy, taking);
    }

    private static async Task AwaitAndAnswerAsync(
        HttpContext context, RequestDelegate next, RateLimitPolicy policy, ValueTask<RateLimitCount> taking) =>
        await AnswerAsync(context, next, policy, await taking);

    private static Task AnswerAsync(HttpContext context, RequestDelegate next, RateLimitPolicy policy, RateLimitCount count)
    {
        var headers = new RateLimitHeaders(policy.PerMinuteText, Math.Max(0, policy.PerMinute - count.Used));
        context.State().RateLimit = headers;
        headers.WriteTo(context.Response.Headers);
        return count.Used <= policy.PerMinute ? next(context) : Problems.RateLimitExceeded(count.ResetsIn).ExecuteAsync(context);
    }
}

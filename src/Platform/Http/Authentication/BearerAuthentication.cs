using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Pipeline;
using Tracker.Platform.Observability.Logging;

namespace Tracker.Platform.Http.Authentication;

/// <summary>
/// Endpoints marked with <see cref="RequireCaller{TBuilder}"/> require a bearer token that <see cref="ICallerSource"/> accepts (RFC 6750).
/// </summary>
public static class BearerAuthentication
{
    private const string Scheme = "Bearer ";

    public static TBuilder RequireCaller<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(CallerRequired.Instance);

    /// <summary>
    /// Identifies the caller where the endpoint requires one. Anonymous requests continue, so that rate limiting counts them before they
    /// are rejected.
    /// </summary>
    internal static async Task IdentifyAsync(HttpContext context, RequestDelegate next, ICallerSource source)
    {
        if (IsRequired(context)
            && Token(context.Request) is { } token
            && await source.IdentifyAsync(token, context.RequestAborted) is { } caller)
        {
            context.State().Caller = caller;
            if (LogContext.Current is { } log)
            {
                log.UserId = caller.Subject;
            }
        }

        await next(context);
    }

    /// <summary>Rejects requests without a caller where the endpoint requires one.</summary>
    internal static Task RejectAnonymousAsync(HttpContext context, RequestDelegate next) =>
        IsRequired(context) && context.State().Caller is null ? Problems.NotAuthenticated.ExecuteAsync(context) : next(context);

    private static bool IsRequired(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<CallerRequired>() is not null;

    internal static string? Token(HttpRequest request) =>
        request.Headers.Authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value[Scheme.Length..].Trim()
            : null;
}

internal sealed class CallerRequired
{
    public static CallerRequired Instance { get; } = new();
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Pipeline;
using Tracker.Platform.Observability.Logging;

namespace Tracker.Platform.Http.Authentication;

/// <summary>Lets requests through to the endpoints marked with <see cref="RequireCaller{TBuilder}"/> only with a bearer token that
/// <see cref="ICallerSource"/> accepts (RFC 6750).</summary>
public static class BearerAuthentication
{
    private const string Scheme = "Bearer ";

    /// <summary>Asks for a token on every endpoint of the group.</summary>
    public static TBuilder RequireCaller<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.WithMetadata(CallerRequired.Instance);

    /// <summary>Finds out who calls, where the endpoint asks for it. Whoever is nobody passes too: requests are counted before they are refused.</summary>
    internal static async Task IdentifyAsync(HttpContext context, RequestDelegate next, ICallerSource source)
    {
        if (IsRequired(context) && Token(context.Request) is { } token && await source.IdentifyAsync(token, context.RequestAborted) is { } caller)
        {
            context.State().Caller = caller;
            if (LogContext.Current is { } log)
            {
                log.UserId = caller.Subject;
            }
        }

        await next(context);
    }

    /// <summary>Refuses whoever <see cref="IdentifyAsync"/> did not find out, where the endpoint asks for a caller.</summary>
    internal static Task RefuseStrangersAsync(HttpContext context, RequestDelegate next) =>
        IsRequired(context) && context.State().Caller is null ? Problems.NotAuthenticated.ExecuteAsync(context) : next(context);

    private static bool IsRequired(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<CallerRequired>() is not null;

    private static string? Token(HttpRequest request) =>
        request.Headers.Authorization is [{ } value] && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? value[Scheme.Length..].Trim() : null;
}

/// <summary>Marks an endpoint that answers only to a known caller.</summary>
internal sealed class CallerRequired
{
    public static CallerRequired Instance { get; } = new();
}

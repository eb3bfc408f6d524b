using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Tracker.Platform.Http.Errors;

namespace Tracker.Platform.Http;

/// <summary>
/// Rejects requests with 503 until the service has started. The service listens earlier, so that liveness checks succeed while it waits
/// for its database.
/// </summary>
public static class StartingGate
{
    /// <summary>The endpoint, for example a liveness check, answers before the service has started.</summary>
    public static TBuilder AnswersWhileStarting<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(Always.Instance);

    internal static Task InvokeAsync(HttpContext context, RequestDelegate next, IHostApplicationLifetime lifetime) =>
        lifetime.ApplicationStarted.IsCancellationRequested || context.GetEndpoint()?.Metadata.GetMetadata<Always>() is not null
            ? next(context)
            : Problems.ServiceUnavailable.ExecuteAsync(context);

    private sealed class Always
    {
        public static Always Instance { get; } = new();
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Tracker.Platform.Http.Errors;

namespace Tracker.Platform.Http;

/// <summary>Refuses requests with 503 until the service has started. It listens before that, so that it is seen to be alive while it waits for its
/// database.</summary>
public static class StartingGate
{
    /// <summary>Lets requests through to this endpoint from the first moment on, e.g. to a liveness check.</summary>
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

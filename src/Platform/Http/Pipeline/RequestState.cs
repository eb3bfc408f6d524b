using Microsoft.AspNetCore.Http;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.RateLimiting;

namespace Tracker.Platform.Http.Pipeline;

/// <summary>The pipeline's state of the current request.</summary>
internal sealed class RequestState(string correlationId)
{
    public string CorrelationId { get; } = correlationId;

    /// <summary>A HEAD request, routed as GET.</summary>
    public bool IsHead { get; set; }

    /// <summary>Null before authentication, and for anonymous requests.</summary>
    public Caller? Caller { get; set; }

    /// <summary>The rate limit headers of the response; null when the request was not counted.</summary>
    public RateLimitHeaders? RateLimit { get; set; }

    /// <summary>When an endless response began: its latency ends there. Null for other responses.</summary>
    public long? StreamBegan { get; set; }

    /// <summary>The error response, if any.</summary>
    public Problem? Problem { get; set; }
}

/// <summary>The part of the request's state that handlers can read.</summary>
public static class RequestStateAccess
{
    /// <summary>Identifies this request in its response and in every log line: the client's <c>X-Correlation-ID</c> or a new id.</summary>
    public static string CorrelationId(this HttpContext context) => context.State().CorrelationId;

    internal static RequestState State(this HttpContext context) =>
        context.Features.Get<RequestState>() ?? throw new InvalidOperationException("The request did not pass RequestTelemetry.");
}

using Microsoft.AspNetCore.Http;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.RateLimiting;

namespace Tracker.Platform.Http.Pipeline;

/// <summary>What the pipeline knows of the request in hand.</summary>
/// <param name="correlationId">Names the request in answers and logs.</param>
internal sealed class RequestState(string correlationId)
{
    /// <summary>Names the request in answers and logs.</summary>
    public string CorrelationId { get; } = correlationId;

    /// <summary>It asks for what GET would answer, without the body.</summary>
    public bool IsHead { get; set; }

    /// <summary>Who sent it, once that is known.</summary>
    public Caller? Caller { get; set; }

    /// <summary>What its answer says of its rate limit, once it was counted.</summary>
    public RateLimitHeaders? RateLimit { get; set; }

    /// <summary>The problem it ended with, if it did.</summary>
    public Problem? Problem { get; set; }
}

/// <summary>What handlers may ask of the request in hand.</summary>
public static class RequestStateAccess
{
    /// <summary>The id that names this request in its answer and in every log line: the client's <c>X-Correlation-ID</c>, or one made for it.</summary>
    public static string CorrelationId(this HttpContext context) => context.State().CorrelationId;

    internal static RequestState State(this HttpContext context) =>
        context.Features.Get<RequestState>() ?? throw new InvalidOperationException("The request did not pass RequestTelemetry.");
}

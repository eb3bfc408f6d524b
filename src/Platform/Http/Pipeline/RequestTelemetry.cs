using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Observability.Metrics;

namespace Tracker.Platform.Http.Pipeline;

/// <summary>
/// The outermost step: sets the correlation id, measures the request and reports it to log, metrics and trace (document 002 §7).
/// </summary>
internal sealed partial class RequestTelemetry(HttpMetrics metrics, TimeProvider clock, ILogger<RequestTelemetry> logger)
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var started = clock.GetTimestamp();
        var request = context.Request;
        var state = new RequestState(CorrelationId.TakeOrMake(request.Headers[CorrelationId.Header], clock));
        context.Features.Set(state);
        context.Response.Headers[CorrelationId.Header] = state.CorrelationId;
        using var logContext = LogContext.Begin(state.CorrelationId, request.Method, request.Path);
        try
        {
            await next(context);
        }
        finally
        {
            Record(context, state, clock.GetElapsedTime(started, state.StreamBegan ?? clock.GetTimestamp()));
        }
    }

    private void Record(HttpContext context, RequestState state, TimeSpan elapsed)
    {
        // The template, never the path: a label per id would grow without limit.
        var template = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        var status = context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted
            ? StatusCodes.Status499ClientClosedRequest
            : context.Response.StatusCode;
        metrics.RequestServed(template, context.Request.Method, status, elapsed.TotalSeconds, state.Problem?.Code);
        NameSpan(context, template, status);
        Log.Served(logger, status, Math.Round(elapsed.TotalMilliseconds, 2));
    }

    private static void NameSpan(HttpContext context, string? template, int status)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is not { IsAllDataRequested: true } span)
        {
            return;
        }

        span.DisplayName = template is null ? context.Request.Method : $"{context.Request.Method} {template}";
        span.SetTag("http.request.method", context.Request.Method);
        span.SetTag("http.route", template);
        span.SetTag("url.path", context.Request.Path.Value);
        span.SetTag("http.response.status_code", status);
        if (status >= StatusCodes.Status500InternalServerError)
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2000, LogLevel.Information, "Request served: {Status} in {LatencyMs} ms")]
        public static partial void Served(ILogger logger, int status, double latencyMs);
    }
}

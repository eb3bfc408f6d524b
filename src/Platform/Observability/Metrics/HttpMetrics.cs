using System.Collections.Frozen;
using System.Globalization;

namespace Tracker.Platform.Observability.Metrics;

/// <summary>The metrics of a service's requests (document 002 §5.6, §7.2).</summary>
public sealed class HttpMetrics
{
    private static readonly FrozenSet<string> Methods =
        FrozenSet.Create(StringComparer.Ordinal, "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    private static readonly string[] Statuses =
        [.. Enumerable.Range(0, 600).Select(status => status.ToString(CultureInfo.InvariantCulture))];

    private readonly Counter requests;
    private readonly Histogram durations;
    private readonly Counter errors;

    public HttpMetrics(MetricsRegistry registry)
    {
        requests = registry.Counter("http_requests_total", "Requests answered.", "path", "method", "status");
        durations = registry.Histogram(
            "http_request_duration_seconds",
            "Time from a request's arrival to the end of its answer.",
            Histogram.RequestSeconds,
            "path",
            "method");
        errors = registry.Counter("errors_total", "Errors by type.", "type");
    }

    /// <summary>Counts a completed request, and an error when its status is 400 or more.</summary>
    /// <param name="pathTemplate">The route, for example <c>/api/v1/tasks/{task_id}</c>; null when none matched, counted as
    /// <c>unmatched</c>. Never the path itself, which would make a series per id.</param>
    /// <param name="method">The HTTP method; an unusual one is counted as <c>other</c>.</param>
    /// <param name="errorType">The error's code; default: <c>client_error</c> or <c>server_error</c>.</param>
    public void RequestServed(string? pathTemplate, string method, int status, double seconds, string? errorType = null)
    {
        var path = pathTemplate ?? "unmatched";
        var verb = Methods.Contains(method) ? method : "other";
        requests.Inc(path, verb, status is >= 100 and < 600 ? Statuses[status] : "other");
        durations.With(path, verb).Observe(seconds);
        if (status >= 400)
        {
            errors.Inc(errorType ?? (status >= 500 ? "server_error" : "client_error"));
        }
    }
}

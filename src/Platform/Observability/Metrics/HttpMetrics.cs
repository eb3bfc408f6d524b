using System.Collections.Frozen;
using System.Globalization;

namespace Tracker.Platform.Observability.Metrics;

/// <summary>What a service counts of its requests (document 002 §5.6, §7.2).</summary>
public sealed class HttpMetrics
{
    private static readonly FrozenSet<string> Methods = FrozenSet.Create(StringComparer.Ordinal, "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static readonly string[] Statuses = [.. Enumerable.Range(0, 600).Select(status => status.ToString(CultureInfo.InvariantCulture))];

    private readonly Counter requests;
    private readonly Histogram durations;
    private readonly Counter errors;

    /// <summary>Makes the three metrics in the service's registry.</summary>
    public HttpMetrics(MetricsRegistry registry)
    {
        requests = registry.Counter("http_requests_total", "Requests answered.", "path", "method", "status");
        durations = registry.Histogram(
            "http_request_duration_seconds", "Time from a request's arrival to the end of its answer.", Histogram.RequestSeconds, "path", "method");
        errors = registry.Counter("errors_total", "Errors by type.", "type");
    }

    /// <summary>Counts a request that was answered, and an error when its status is 400 or more.</summary>
    /// <param name="pathTemplate">The route, e.g. <c>/api/v1/tasks/{task_id}</c>; null when none matched, told as
    /// <c>unmatched</c>. Never the path itself.</param>
    /// <param name="method">The HTTP method; an unusual one is told as <c>other</c>.</param>
    /// <param name="status">The status of the answer.</param>
    /// <param name="seconds">How long it took.</param>
    /// <param name="errorType">The error's code where one is known; else <c>client_error</c> or <c>server_error</c>.</param>
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

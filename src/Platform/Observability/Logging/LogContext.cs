namespace Tracker.Platform.Observability.Logging;

/// <summary>
/// The fields that every log line of one request or job has (document 002 §7.1). The context flows with <c>await</c> and is one shared
/// object, so that what an inner step learns (the user) is also in the later lines of the outer step.
/// </summary>
/// <example><code>using var context = LogContext.Begin(correlationId, request.Method, request.Path);</code></example>
public sealed class LogContext : IDisposable
{
    private static readonly AsyncLocal<LogContext?> Flow = new();

    private readonly LogContext? outer;

    private LogContext(string correlationId, string? method, string? path)
    {
        CorrelationId = correlationId;
        Method = method;
        Path = path;
        outer = Flow.Value;
    }

    /// <summary>The context of the running request or job; null outside of one.</summary>
    public static LogContext? Current => Flow.Value;

    /// <summary>Connects the log lines of one request, also across services.</summary>
    public string CorrelationId { get; }

    /// <summary>Null while unknown or anonymous.</summary>
    public string? UserId { get; set; }

    /// <summary>The HTTP method; null in a job.</summary>
    public string? Method { get; }

    /// <summary>The request's path without the query; null in a job.</summary>
    public string? Path { get; }

    /// <summary>Begins a context in the calling flow. Dispose it in the same flow.</summary>
    /// <param name="correlationId">The id of the request or of the job.</param>
    /// <param name="method">Null in a job.</param>
    /// <param name="path">Without the query, which may hold secrets; null in a job.</param>
    public static LogContext Begin(string correlationId, string? method = null, string? path = null)
    {
        var context = new LogContext(correlationId, method, path);
        Flow.Value = context;
        return context;
    }

    /// <summary>Ends the context and restores the outer one, if any.</summary>
    public void Dispose() => Flow.Value = outer;
}

namespace Tracker.Platform.Observability.Logging;

/// <summary>
/// What every log line of one request or job carries (document 002 §7.1). It flows with <c>await</c>; the object is shared by the whole flow, so that what an
/// inner step learns (the user) is also in the lines the outer step writes afterwards.
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

    /// <summary>The id that ties the lines of one request together, across services too.</summary>
    public string CorrelationId { get; }

    /// <summary>Who asks; null while unknown or anonymous.</summary>
    public string? UserId { get; set; }

    /// <summary>The HTTP method; null in a job.</summary>
    public string? Method { get; }

    /// <summary>The path asked for, without its query; null in a job.</summary>
    public string? Path { get; }

    /// <summary>Begins a context in the calling flow. Dispose it where it was begun.</summary>
    /// <param name="correlationId">The id of the request, or of the job.</param>
    /// <param name="method">The HTTP method; null in a job.</param>
    /// <param name="path">The path asked for, without its query (a query may hold what must not be logged); null in a job.</param>
    public static LogContext Begin(string correlationId, string? method = null, string? path = null)
    {
        var context = new LogContext(correlationId, method, path);
        Flow.Value = context;
        return context;
    }

    /// <summary>Ends the context: the flow has the one around it again, or none.</summary>
    public void Dispose() => Flow.Value = outer;
}

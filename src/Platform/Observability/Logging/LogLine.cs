using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Tracker.Platform.Observability.Logging;

/// <summary>The content of a log line, before it is formatted.</summary>
internal readonly record struct LogLine(DateTimeOffset Time, LogLevel Level, string Service, string Logger, EventId EventId, string Message)
{
    public const int MaxTextLength = 16 * 1024;

    public Exception? Exception { get; init; }

    public LogContext? Context { get; init; }

    /// <summary>The values of the log call's template.</summary>
    public IReadOnlyList<KeyValuePair<string, object?>> Values { get; init; } = [];

    /// <summary>Bounds each text, so that no line is too long for a collector.</summary>
    public static string Cut(string? text) =>
        text is null ? "" : text.Length <= MaxTextLength ? text : string.Concat(text.AsSpan(0, MaxTextLength), "…");

    /// <summary>A value as text. A value whose <c>ToString</c> throws must not lose the line.</summary>
    public static string TextOf(object? value)
    {
        try
        {
            return Cut(Convert.ToString(value, CultureInfo.InvariantCulture));
        }
        catch (Exception e)
        {
            return $"({value?.GetType().Name}: {e.GetType().Name})";
        }
    }

    /// <summary>An exception's message, or why there is none: some exceptions build it on demand and can fail.</summary>
    public static string MessageOf(Exception exception)
    {
        try
        {
            return Cut(exception.Message);
        }
        catch (Exception e)
        {
            return $"(no message: {e.GetType().Name})";
        }
    }

    public static string LevelText(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        LogLevel.Critical => "critical",
        LogLevel.None => "none",
    };
}

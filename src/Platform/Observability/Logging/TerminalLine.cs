using System.Buffers;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Tracker.Platform.Observability.Logging;

/// <summary>
/// A line for a terminal: <c>12:04:05.123 info  api  message  GET /path  correlation_id=… user_id=…</c>, an exception indented below. Every
/// line of a request has its method and path.
/// </summary>
internal static class TerminalLine
{
    public static void Write(in LogLine line, TimeZoneInfo zone, IBufferWriter<byte> output)
    {
        var text = new StringBuilder(256);
        text.Append(TimeZoneInfo.ConvertTime(line.Time, zone).ToString("HH:mm:ss.fff")).Append(' ');
        text.Append(Colour(line.Level)).Append(LogLine.LevelText(line.Level).PadRight(8));
        text.Append(line.Level >= LogLevel.Warning ? "\u001b[0m" : "");
        text.Append(line.Service).Append("  ");
        Plain(line.Message, text);
        Request(line.Context, text);
        Id("correlation_id", line.Context?.CorrelationId, text);
        Id("user_id", line.Context?.UserId, text);
        if (line.Exception is { } exception)
        {
            foreach (var row in LogLine.TextOf(exception).Split('\n'))
            {
                text.Append("\n    ");
                Plain(row.TrimEnd('\r'), text);
            }
        }

        foreach (var chunk in text.GetChunks())
        {
            Encoding.UTF8.GetBytes(chunk.Span, output);
        }
    }

    private static string Colour(LogLevel level) => level switch
    {
        LogLevel.Warning => "\u001b[33m",
        LogLevel.Error or LogLevel.Critical => "\u001b[31m",
        _ => "",
    };

    private static void Request(LogContext? context, StringBuilder text)
    {
        if (context is { Method: { } method, Path: { } path })
        {
            text.Append("  ");
            Plain(method, text);
            text.Append(' ');
            Plain(path, text);
        }
    }

    private static void Id(string name, string? value, StringBuilder text)
    {
        if (value is not null)
        {
            text.Append("  ").Append(name).Append('=');
            Plain(value, text);
        }
    }

    // External values must not move the cursor, colour the screen or forge a line.
    private static void Plain(string value, StringBuilder text)
    {
        foreach (var c in LogLine.Cut(value))
        {
            if (char.IsControl(c))
            {
                text.Append("\\u").Append(((int)c).ToString("x4"));
            }
            else
            {
                text.Append(c);
            }
        }
    }
}

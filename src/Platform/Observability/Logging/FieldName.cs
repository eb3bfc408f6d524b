using System.Collections.Concurrent;
using System.Text.Json;

namespace Tracker.Platform.Observability.Logging;

/// <summary>
/// Maps a template name of a log call (<c>LatencyMs</c>) to the name in the line (<c>latency_ms</c>). The fields of document 002 §7.1 are
/// at the top of the line.
/// </summary>
internal sealed class FieldName
{
    public static readonly FieldName CorrelationId = new("correlation_id", 1);
    public static readonly FieldName UserId = new("user_id", 2);
    public static readonly FieldName Path = new("path", 4);
    public static readonly FieldName Method = new("method", 8);
    public static readonly FieldName Status = new("status", 16);
    public static readonly FieldName Latency = new("latency_ms", 32);

    // Templates are few; a caller that invents names must not fill the memory.
    private const int MaxKnown = 1000;
    private static readonly FieldName[] Top = [CorrelationId, UserId, Path, Method, Status, Latency];
    private static readonly ConcurrentDictionary<string, FieldName> Known = new(StringComparer.Ordinal);

    private FieldName(string text, int flag)
    {
        Text = text;
        Encoded = JsonEncodedText.Encode(text);
        Flag = flag;
    }

    public string Text { get; }

    public JsonEncodedText Encoded { get; }

    /// <summary>A bit for each field at the top of the line; 0 for all others.</summary>
    public int Flag { get; }

    public static FieldName Of(string templateName)
    {
        if (Known.TryGetValue(templateName, out var known))
        {
            return known;
        }

        var snake = JsonNamingPolicy.SnakeCaseLower.ConvertName(templateName);
        var text = string.Concat(snake.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        var name = Array.Find(Top, top => top.Text == text) ?? new FieldName(text, flag: 0);
        if (Known.Count < MaxKnown)
        {
            Known.TryAdd(templateName, name);
        }

        return name;
    }
}

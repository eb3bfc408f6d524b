using System.Collections;
using System.Diagnostics;
using System.Text.Json;

namespace Tracker.Platform.Observability.Logging;

/// <summary>
/// A line as JSON: the fields of document 002 §7.1, then <c>service</c>, <c>event_id</c>, <c>trace_id</c> (when the request is traced),
/// <c>properties</c> and <c>exception</c>. All lines of a request have its four fields (null when unknown); <c>status</c> and
/// <c>latency_ms</c> come from the log call.
/// </summary>
internal static class JsonLine
{
    private const int DeepestException = 5;
    private const int MaxItems = 100;
    private static readonly JsonEncodedText Timestamp = JsonEncodedText.Encode("timestamp");
    private static readonly JsonEncodedText Level = JsonEncodedText.Encode("level");
    private static readonly JsonEncodedText Message = JsonEncodedText.Encode("message");
    private static readonly JsonEncodedText Logger = JsonEncodedText.Encode("logger");
    private static readonly JsonEncodedText Service = JsonEncodedText.Encode("service");
    private static readonly JsonEncodedText Event = JsonEncodedText.Encode("event_id");
    private static readonly JsonEncodedText Trace = JsonEncodedText.Encode("trace_id");

    public static void Write(in LogLine line, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        Time(line.Time, json);
        json.WriteString(Level, LogLine.LevelText(line.Level));
        json.WriteString(Message, LogLine.Cut(line.Message));
        json.WriteString(Logger, line.Logger);
        json.WriteString(Service, line.Service);
        if (line.EventId.Id != 0)
        {
            json.WriteNumber(Event, line.EventId.Id);
        }

        TopFields(line, json);
        if (Activity.Current is { Recorded: true } activity)
        {
            json.WriteString(Trace, activity.TraceId.ToHexString());
        }

        Properties(line.Values, json);
        if (line.Exception is { } exception)
        {
            json.WriteStartObject("exception"u8);
            Describe(exception, json, depth: 1);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Time(DateTimeOffset time, Utf8JsonWriter json)
    {
        Span<byte> text = stackalloc byte[28];
        time.UtcDateTime.TryFormat(text, out _, "O");
        text[23] = (byte)'Z';
        json.WriteString(Timestamp, text[..24]);
    }

    private static void TopFields(in LogLine line, Utf8JsonWriter json)
    {
        var written = 0;
        foreach (var (key, value) in line.Values)
        {
            if (FieldName.Of(key) is { Flag: > 0 } name && (written & name.Flag) == 0)
            {
                written |= name.Flag;
                json.WritePropertyName(name.Encoded);
                Value(value, json);
            }
        }

        if (line.Context is { } context)
        {
            FromContext(FieldName.CorrelationId, context.CorrelationId, written, json);
            FromContext(FieldName.UserId, context.UserId, written, json);
            FromContext(FieldName.Path, context.Path, written, json);
            FromContext(FieldName.Method, context.Method, written, json);
        }
    }

    private static void FromContext(FieldName name, string? value, int written, Utf8JsonWriter json)
    {
        if ((written & name.Flag) == 0)
        {
            json.WriteString(name.Encoded, value is null ? null : LogLine.Cut(value));
        }
    }

    private static void Properties(IReadOnlyList<KeyValuePair<string, object?>> values, Utf8JsonWriter json)
    {
        var open = false;
        for (var i = 0; i < values.Count; i++)
        {
            var (key, value) = values[i];
            if (key == "{OriginalFormat}" || FieldName.Of(key) is not { Flag: 0 } name || SeenBefore(values, i, name))
            {
                continue;
            }

            if (!open)
            {
                json.WriteStartObject("properties"u8);
                open = true;
            }

            json.WritePropertyName(name.Encoded);
            Value(value, json);
        }

        if (open)
        {
            json.WriteEndObject();
        }
    }

    private static bool SeenBefore(IReadOnlyList<KeyValuePair<string, object?>> values, int index, FieldName name)
    {
        for (var i = 0; i < index; i++)
        {
            if (FieldName.Of(values[i].Key).Text == name.Text)
            {
                return true;
            }
        }

        return false;
    }

    private static void Value(object? value, Utf8JsonWriter json)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string text: json.WriteStringValue(LogLine.Cut(text)); break;
            case bool truth: json.WriteBooleanValue(truth); break;
            case Enum named: json.WriteStringValue(named.ToString()); break;
            case int or short or byte or sbyte or ushort: json.WriteNumberValue(Convert.ToInt32(value)); break;
            case long or uint: json.WriteNumberValue(Convert.ToInt64(value)); break;
            case double number when double.IsFinite(number): json.WriteNumberValue(number); break;
            case float number when float.IsFinite(number): json.WriteNumberValue(number); break;
            case decimal number: json.WriteNumberValue(number); break;
            case Guid id: json.WriteStringValue(id); break;
            case DateTime time: json.WriteStringValue(time); break;
            case DateTimeOffset time: json.WriteStringValue(time); break;
            case ICollection items: Items(items, json); break;
            default: json.WriteStringValue(LogLine.TextOf(value)); break;
        }
    }

    private static void Items(ICollection items, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var item in items.Cast<object?>().Take(MaxItems))
        {
            json.WriteStringValue(LogLine.TextOf(item));
        }

        json.WriteEndArray();
    }

    private static void Describe(Exception exception, Utf8JsonWriter json, int depth)
    {
        json.WriteString("type"u8, exception.GetType().FullName);
        json.WriteString("message"u8, LogLine.MessageOf(exception));
        json.WriteString("stack"u8, LogLine.Cut(exception.StackTrace));
        if (exception.InnerException is { } inner && depth < DeepestException)
        {
            json.WriteStartObject("inner"u8);
            Describe(inner, json, depth + 1);
            json.WriteEndObject();
        }
    }
}

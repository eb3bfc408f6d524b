using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tracker.Platform.Primitives;

/// <summary>
/// JSON as bytes. A text may begin with a byte order mark, which System.Text.Json rejects and RFC 8259 §8.1 allows to ignore.
/// </summary>
public static class Utf8Json
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static ReadOnlySpan<byte> Mark => [0xEF, 0xBB, 0xBF];

    /// <summary>Returns the text without its byte order mark, if any.</summary>
    public static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> json) => json.Span.StartsWith(Mark) ? json[Mark.Length..] : json;

    /// <summary>Writes JSON that no page embeds: quotes and letters beyond ASCII stay readable.</summary>
    public static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            content(json);
        }

        return buffer.WrittenMemory;
    }
}

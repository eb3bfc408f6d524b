using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Tracker.Bench.Floor;

/// <summary>A response, written into a buffer that is used again, and sent at once with its length.</summary>
internal sealed class Answer : IDisposable
{
    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)? spare;

    private readonly ArrayBufferWriter<byte> buffer;

    public Answer()
    {
        (buffer, Json) = spare ?? Make();
        spare = null;
    }

    public Utf8JsonWriter Json { get; }

    public void EndPage(int page, int size, long total)
    {
        Json.WriteEndArray();
        Json.WriteNumber("page"u8, page);
        Json.WriteNumber("page_size"u8, size);
        Json.WriteNumber("total"u8, total);
        Json.WriteEndObject();
    }

    /// <summary>Takes what was written, and begins anew.</summary>
    public byte[] Take()
    {
        Json.Flush();
        var written = buffer.WrittenSpan.ToArray();
        Clear();
        return written;
    }

    public async Task SendAsync(HttpContext context, int status)
    {
        Json.Flush();
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = buffer.WrittenCount;
        await context.Response.BodyWriter.WriteAsync(buffer.WrittenMemory, context.RequestAborted);
    }

    public void Dispose()
    {
        Clear();
        spare = (buffer, Json);
    }

    private void Clear()
    {
        buffer.ResetWrittenCount();
        Json.Reset();
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) Make()
    {
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        return (buffer, new Utf8JsonWriter(buffer, TaskJson.Options));
    }
}

using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Tracker.Platform.Observability.Logging;

/// <summary>Formats a line and appends it to the output. Each thread keeps one buffer.</summary>
internal sealed class LogLineWriter
{
    private const int KeptBuffer = 64 * 1024;

    [ThreadStatic]
    private static LogLineWriter? free;

    private readonly ArrayBufferWriter<byte> buffer;
    private readonly Utf8JsonWriter json;

    private LogLineWriter(ArrayBufferWriter<byte> buffer, Utf8JsonWriter json) => (this.buffer, this.json) = (buffer, json);

    public static void Write(in LogLine line, LogOutput output)
    {
        // Take the buffer while it is used: a value whose ToString logs needs another one.
        var writer = free ?? Create();
        free = null;
        writer.Form(line, output.Form, output.Clock);
        output.Append(line.Level, writer.buffer.WrittenSpan);
        if (writer.buffer.Capacity <= KeptBuffer)
        {
            writer.buffer.ResetWrittenCount();
            free = writer;
        }
    }

    /// <summary>Reports, on the output's own thread, how many lines were dropped.</summary>
    public static void Dropped(long lines, LogOutput output, IBufferWriter<byte> target)
    {
        var writer = Create();
        var line = new LogLine(
            output.Clock.GetUtcNow(), LogLevel.Warning, "log", typeof(LogOutput).FullName!, default,
            $"{lines} log lines were dropped: the output is not read fast enough");
        writer.Form(line, output.Form, output.Clock);
        target.Write(writer.buffer.WrittenSpan);
    }

    private static LogLineWriter Create()
    {
        var target = new ArrayBufferWriter<byte>(1024);
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
        return new(target, new Utf8JsonWriter(target, options));
    }

    private void Form(in LogLine line, LogForm form, TimeProvider clock)
    {
        if (form == LogForm.Terminal)
        {
            TerminalLine.Write(line, clock.LocalTimeZone, buffer);
        }
        else
        {
            json.Reset();
            JsonLine.Write(line, json);
            json.Flush();
        }

        buffer.Write("\n"u8);
    }
}

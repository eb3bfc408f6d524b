using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Http;

/// <summary>Writes times in ISO 8601, in UTC with three decimals: <c>2025-12-31T10:00:00.000Z</c>. Reads what <see cref="IsoTime"/>
/// reads.</summary>
public sealed class UtcMillisecondsJsonConverter : JsonConverter<DateTime>
{
    /// <inheritdoc/>
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IsoTime.TryParse(reader.GetString(), out var utc) ? utc : throw new JsonException("A time is not in ISO 8601.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[24];
        value.TryFormat(text, out _, IsoTime.Form, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text);
    }
}

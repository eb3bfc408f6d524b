using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Http;

/// <summary>Writes times in one format. Reads every format that <see cref="IsoTime"/> accepts.</summary>
public abstract class TimeJsonConverter : JsonConverter<DateTime>
{
    private const int MaxRoundTripLength = 33;
    private readonly int length;
    private readonly string zone;

    /// <param name="length">The first characters of the round-trip format: 19 for whole seconds, 23 for milliseconds.</param>
    /// <param name="zone">Follows them.</param>
    private protected TimeJsonConverter(int length, string zone) => (this.length, this.zone) = (length, zone);

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IsoTime.TryParse(reader.GetString(), out var utc) ? utc : throw new JsonException("A time is not in ISO 8601.");

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        // The round-trip format is written without reading a pattern: a page of tasks has up to 300 times.
        Span<byte> text = stackalloc byte[MaxRoundTripLength];
        value.TryFormat(text, out _, "O", CultureInfo.InvariantCulture);
        Encoding.ASCII.GetBytes(zone, text[length..]);
        writer.WriteStringValue(text[..(length + zone.Length)]);
    }
}

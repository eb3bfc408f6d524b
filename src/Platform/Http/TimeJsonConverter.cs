using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Http;

/// <summary>Writes times in one format. Reads every format that <see cref="IsoTime"/> accepts.</summary>
public abstract class TimeJsonConverter : JsonConverter<DateTime>
{
    private const int MaxLength = 32;
    private readonly string form;

    /// <param name="form">A format for <see cref="DateTime.ToString(string)"/> whose output has at most 32 characters.</param>
    private protected TimeJsonConverter(string form) => this.form = form;

    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IsoTime.TryParse(reader.GetString(), out var utc) ? utc : throw new JsonException("A time is not in ISO 8601.");

    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        value.TryFormat(text, out var length, form, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}

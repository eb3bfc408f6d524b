using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Http;

/// <summary>Writes times in one form. Reads what <see cref="IsoTime"/> reads.</summary>
public abstract class TimeJsonConverter : JsonConverter<DateTime>
{
    private const int MaxLength = 32;
    private readonly string form;

    /// <param name="form">The form, for <see cref="DateTime.ToString(string)"/>; at most 32 characters long.</param>
    private protected TimeJsonConverter(string form) => this.form = form;

    /// <inheritdoc/>
    public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        IsoTime.TryParse(reader.GetString(), out var utc) ? utc : throw new JsonException("A time is not in ISO 8601.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        value.TryFormat(text, out var length, form, CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..length]);
    }
}

namespace Tracker.Platform.Http;

/// <summary>How answers write times, and how the API document describes that.</summary>
public sealed record WireTime
{
    private WireTime(TimeJsonConverter converter, string? format, string? pattern) =>
        (Converter, Format, Pattern) = (converter, format, pattern);

    /// <summary>UTC with three decimals: <c>2025-12-31T10:00:00.000Z</c>.</summary>
    public static WireTime UtcMilliseconds { get; } = new(new UtcMillisecondsJsonConverter(), "date-time", pattern: null);

    /// <summary>UTC, cut to whole seconds and without a zone: <c>2025-12-31T10:00:00</c>. The <c>date-time</c> of JSON Schema asks for a
    /// zone.</summary>
    public static WireTime WholeSeconds { get; } =
        new(new WholeSecondsJsonConverter(), format: null, "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$");

    internal TimeJsonConverter Converter { get; }

    /// <summary>The <c>format</c> of the schema.</summary>
    internal string? Format { get; }

    /// <summary>The <c>pattern</c> of the schema, where no format says it.</summary>
    internal string? Pattern { get; }
}

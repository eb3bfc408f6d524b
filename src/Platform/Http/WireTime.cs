namespace Tracker.Platform.Http;

/// <summary>The format of times in responses, and its description in the API document.</summary>
public sealed record WireTime
{
    private WireTime(TimeJsonConverter converter, string? format, string? pattern) =>
        (Converter, Format, Pattern) = (converter, format, pattern);

    /// <summary>UTC with three decimals: <c>2025-12-31T10:00:00.000Z</c>.</summary>
    public static WireTime UtcMilliseconds { get; } = new(new UtcMillisecondsJsonConverter(), "date-time", pattern: null);

    /// <summary>
    /// UTC, truncated to whole seconds and without a zone: <c>2025-12-31T10:00:00</c>. The <c>date-time</c> of JSON Schema requires a zone,
    /// so the schema has a pattern instead.
    /// </summary>
    public static WireTime WholeSeconds { get; } =
        new(new WholeSecondsJsonConverter(), format: null, "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$");

    internal TimeJsonConverter Converter { get; }

    internal string? Format { get; }

    internal string? Pattern { get; }
}

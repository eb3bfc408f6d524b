namespace Tracker.Platform.Http;

/// <summary>Writes times in ISO 8601, in UTC with three decimals: <c>2025-12-31T10:00:00.000Z</c>.</summary>
public sealed class UtcMillisecondsJsonConverter() : TimeJsonConverter(Form)
{
    /// <summary>The form, for <see cref="DateTime.ToString(string)"/>.</summary>
    public const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
}

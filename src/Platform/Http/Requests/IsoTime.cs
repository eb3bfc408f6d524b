using System.Globalization;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Http.Requests;

/// <summary>Reads ISO 8601 dates and times as clients write them. A time without a zone is UTC.</summary>
public static class IsoTime
{
    private static readonly string[] LocalForms =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd' 'HH:mm"];

    private static readonly string[] ZonedForms =
        ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd' 'HH:mmzzz"];

    /// <summary>Reads a date with time, or a plain date (the start of that day).</summary>
    /// <param name="text">For instance <c>2025-12-31T10:00:00Z</c>.</param>
    /// <param name="utc">The time in UTC, cut to milliseconds.</param>
    /// <returns>False when it is no such time, or lies outside the years 1 to 9999 once it is in UTC.</returns>
    public static bool TryParse(string text, out DateTime utc) => TryParse(text, endOfDay: false, out utc);

    /// <summary>As <see cref="TryParse(string, out DateTime)"/>; a plain date may mean the last millisecond of its day.</summary>
    public static bool TryParse(string text, bool endOfDay, out DateTime utc)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            utc = date.ToDateTime(endOfDay ? new TimeOnly(23, 59, 59, 999) : TimeOnly.MinValue, DateTimeKind.Utc);
            return true;
        }

        return TryParseTime(text, out utc);
    }

    private static bool TryParseTime(string text, out DateTime utc)
    {
        var zoned = text.EndsWith('Z') || text.EndsWith('z') ? text[..^1] + "+00:00" : text;
        if (DateTime.TryParseExact(text, LocalForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out utc)
            || TryParseZoned(zoned, out utc))
        {
            utc = UtcMilliseconds.Truncate(utc);
            return true;
        }

        return false;
    }

    private static bool TryParseZoned(string text, out DateTime utc)
    {
        utc = default;
        try
        {
            if (!DateTimeOffset.TryParseExact(text, ZonedForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            {
                return false;
            }

            utc = time.UtcDateTime;
            return true;
        }
        catch (ArgumentOutOfRangeException)
        {
            // 9999-12-31T23:59:59-12:00 is written well and has no place on the calendar once it is in UTC.
            return false;
        }
    }
}

namespace Tracker.Platform.Primitives;

/// <summary>
/// Reads dates and times in ISO 8601's extended form: RFC 3339 §5.6, and also times without seconds or without a zone (UTC), and zones
/// written <c>+0100</c> or <c>+01</c>. The framework's parsers limit the decimals and the zone.
/// </summary>
/// <remarks>A leap second (<c>23:59:60</c>) and <c>24:00</c> are rejected: a <see cref="DateTime"/> cannot hold them.</remarks>
public static class IsoTime
{
    /// <summary>The form of written times, for <see cref="DateTime.ToString(string)"/>: <c>2025-12-31T10:00:00.000Z</c>.</summary>
    public const string Form = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private const int MillisecondDigits = 3;

    /// <summary>Reads a date with time, or a plain date (the start of that day).</summary>
    /// <param name="text">For example <c>2025-12-31T10:00:00.123456789+01:00</c>.</param>
    /// <param name="utc">UTC, truncated to milliseconds.</param>
    /// <returns>False when the text is not a time or lies outside the years 1 to 9999 in UTC.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out DateTime utc) => TryParse(text, endOfDay: false, out utc);

    /// <summary>
    /// As <see cref="TryParse(ReadOnlySpan{char}, out DateTime)"/>, but a plain date can mean the last millisecond of its day.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, bool endOfDay, out DateTime utc)
    {
        utc = default;
        var rest = text;
        if (!TryDate(ref rest, out var day))
        {
            return false;
        }

        if (rest.IsEmpty)
        {
            utc = endOfDay ? day.AddTicks(TimeSpan.TicksPerDay - TimeSpan.TicksPerMillisecond) : day;
            return true;
        }

        return TryTimeOfDay(ref rest, out var time)
            && TryZone(rest, out var offset)
            && TryMoment(day.Ticks + time.Ticks - offset.Ticks, out utc);
    }

    private static bool TryDate(ref ReadOnlySpan<char> rest, out DateTime day)
    {
        day = default;
        if (TryNumber(ref rest, digits: 4, 1, 9999, out var year) && TrySkip(ref rest, "-")
            && TryNumber(ref rest, digits: 2, 1, 12, out var month) && TrySkip(ref rest, "-")
            && TryNumber(ref rest, digits: 2, 1, DateTime.DaysInMonth(year, month), out var dayOfMonth))
        {
            day = new DateTime(year, month, dayOfMonth, 0, 0, 0, DateTimeKind.Utc);
            return true;
        }

        return false;
    }

    private static bool TryTimeOfDay(ref ReadOnlySpan<char> rest, out TimeSpan time)
    {
        time = default;
        if (!TrySkip(ref rest, "Tt ") || !TryClock(ref rest, out var hour, out var minute))
        {
            return false;
        }

        var (second, milliseconds) = (0, 0);
        if (TrySkip(ref rest, ":")
            && (!TryNumber(ref rest, digits: 2, 0, 59, out second) || (TrySkip(ref rest, ".") && !TryFraction(ref rest, out milliseconds))))
        {
            return false;
        }

        time = new TimeSpan(0, hour, minute, second, milliseconds);
        return true;
    }

    private static bool TryClock(ref ReadOnlySpan<char> rest, out int hour, out int minute)
    {
        minute = 0;
        return TryNumber(ref rest, digits: 2, 0, 23, out hour)
            && TrySkip(ref rest, ":")
            && TryNumber(ref rest, digits: 2, 0, 59, out minute);
    }

    // At least one digit; digits after the third are truncated.
    private static bool TryFraction(ref ReadOnlySpan<char> rest, out int milliseconds)
    {
        var digits = rest.IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : rest.Length;
        milliseconds = 0;
        for (var i = 0; i < MillisecondDigits; i++)
        {
            milliseconds = (milliseconds * 10) + (i < digits ? rest[i] - '0' : 0);
        }

        rest = rest[digits..];
        return digits > 0;
    }

    private static bool TryZone(ReadOnlySpan<char> rest, out TimeSpan offset)
    {
        offset = default;
        if (rest is "" or "Z" or "z")
        {
            return true;
        }

        var isWest = rest[0] == '-';
        if (!TrySkip(ref rest, "+-") || !TryNumber(ref rest, digits: 2, 0, 23, out var hours))
        {
            return false;
        }

        // After a colon the minutes must follow.
        var minutes = 0;
        if ((TrySkip(ref rest, ":") || !rest.IsEmpty) && !TryNumber(ref rest, digits: 2, 0, 59, out minutes))
        {
            return false;
        }

        offset = new TimeSpan(hours, minutes, 0) * (isWest ? -1 : 1);
        return rest.IsEmpty;
    }

    private static bool TryMoment(long ticks, out DateTime utc)
    {
        var isOnCalendar = ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks;
        utc = isOnCalendar ? new DateTime(ticks, DateTimeKind.Utc) : default;
        return isOnCalendar;
    }

    private static bool TryNumber(ref ReadOnlySpan<char> rest, int digits, int min, int max, out int number)
    {
        number = 0;
        if (rest.Length < digits || rest[..digits].ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        foreach (var digit in rest[..digits])
        {
            number = (number * 10) + (digit - '0');
        }

        rest = rest[digits..];
        return number >= min && number <= max;
    }

    private static bool TrySkip(ref ReadOnlySpan<char> rest, ReadOnlySpan<char> anyOf)
    {
        if (rest.IsEmpty || !anyOf.Contains(rest[0]))
        {
            return false;
        }

        rest = rest[1..];
        return true;
    }
}

using System.Globalization;

namespace Tracker.Platform.Settings;

/// <summary>The forms that several variables share. Text of another form throws a <see cref="FormatException"/>.</summary>
internal static class SettingForms
{
    public static int Number(string text, int min, int max) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new FormatException($"must be a whole number from {min} to {max}");

    public static string Word(string text, IReadOnlyList<string> words) =>
        words.Contains(text, StringComparer.Ordinal) ? text : throw new FormatException($"must be one of {string.Join(", ", words)}");

    public static Uri HttpUrl(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            ? url
            : throw new FormatException("must be an http or https URL");

    public static Uri ServiceUrl(string text) => !text.Contains(',', StringComparison.Ordinal)
        ? HttpUrl(text.TrimEnd('/') + "/")
        : throw new FormatException("must be one URL; for several addresses, give that of a gateway or another load balancer");

    public static IReadOnlyList<Uri> ServiceUrls(string text) =>
        text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } urls
            ? [.. urls.Select(ServiceUrl).Distinct()]
            : throw new FormatException("must be an http or https URL, or several with commas between them");
}

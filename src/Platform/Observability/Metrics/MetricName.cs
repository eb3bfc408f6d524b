namespace Tracker.Platform.Observability.Metrics;

/// <summary>
/// The characters Prometheus allows in names. A scraper rejects the whole page for one wrong name, so names are checked when a metric is
/// created.
/// </summary>
internal static class MetricName
{
    public static string Metric(string name) =>
        IsName(name, allowColon: true) ? name : throw new ArgumentException($"'{name}' is not a metric name", nameof(name));

    public static string[] Labels(ReadOnlySpan<string> names)
    {
        var labels = names.ToArray();
        foreach (var label in labels)
        {
            if (!IsName(label, allowColon: false) || label.StartsWith("__", StringComparison.Ordinal) || label is "le" or "quantile")
            {
                throw new ArgumentException($"'{label}' is not a label name", nameof(names));
            }
        }

        return labels.Distinct(StringComparer.Ordinal).Count() == labels.Length
            ? labels
            : throw new ArgumentException("two labels have the same name", nameof(names));
    }

    private static bool IsName(string text, bool allowColon) =>
        text.Length > 0
        && !char.IsAsciiDigit(text[0])
        && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_' || (c == ':' && allowColon));
}

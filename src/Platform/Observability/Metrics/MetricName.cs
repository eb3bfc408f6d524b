namespace Tracker.Platform.Observability.Metrics;

/// <summary>The characters Prometheus allows in names; a wrong one would make a scraper refuse the whole page, so it is
/// refused when the metric is made.</summary>
internal static class MetricName
{
    public static string Metric(string name) => IsName(name, allowColon: true) ? name : throw new ArgumentException($"'{name}' is no metric name", nameof(name));

    public static string[] Labels(ReadOnlySpan<string> names)
    {
        var labels = names.ToArray();
        foreach (var label in labels)
        {
            if (!IsName(label, allowColon: false) || label.StartsWith("__", StringComparison.Ordinal) || label is "le" or "quantile")
            {
                throw new ArgumentException($"'{label}' is no label name", nameof(names));
            }
        }

        return labels.Distinct(StringComparer.Ordinal).Count() == labels.Length ? labels : throw new ArgumentException("a label twice", nameof(names));
    }

    private static bool IsName(string text, bool allowColon) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_' || (c == ':' && allowColon));
}

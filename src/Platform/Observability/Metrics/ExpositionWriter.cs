using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tracker.Platform.Observability.Metrics;

/// <summary>Prometheus' text format 0.0.4.</summary>
internal sealed class ExpositionWriter(IBufferWriter<byte> output)
{
    public void Head(string name, string help, string type)
    {
        Text("# HELP ");
        Text(name);
        Text(" ");
        Text(help.Replace("\\", "\\\\").Replace("\n", "\\n"));
        Text("\n# TYPE ");
        Text(name);
        Text(" ");
        Text(type);
        Text("\n");
    }

    public void Sample(SeriesName series, double value) => Sample(series, NumberText.Of(value));

    public void Sample(SeriesName series, long value) => Sample(series, value.ToString(CultureInfo.InvariantCulture));

    private void Sample(SeriesName series, string value)
    {
        Text(series.Name);
        Text(series.Suffix);
        var separator = "{";
        for (var i = 0; i < series.Labels.Length; i++)
        {
            Label(separator, series.Labels[i], series.Values[i]);
            separator = ",";
        }

        if (series.BucketBound is { } bound)
        {
            Label(separator, "le", bound);
            separator = ",";
        }

        Text(separator == "{" ? " " : "} ");
        Text(value);
        Text("\n");
    }

    private void Label(string separator, string name, string value)
    {
        Text(separator);
        Text(name);
        Text("=\"");
        Text(value.AsSpan().IndexOfAny("\\\"\n") < 0 ? value : value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n"));
        Text("\"");
    }

    // The encoder turns a lone surrogate into U+FFFD, so the page is always valid UTF-8.
    private void Text(string text) => Encoding.UTF8.GetBytes(text, output);
}

/// <summary>The start of a sample's line.</summary>
internal readonly record struct SeriesName(string Name, string[] Labels, string[] Values)
{
    public string Suffix { get; private init; } = "";

    public string? BucketBound { get; private init; }

    public SeriesName Ending(string suffix) => this with { Suffix = suffix };

    public SeriesName Bucket(string bound) => this with { Suffix = "_bucket", BucketBound = bound };
}

/// <summary>Formats numbers as Prometheus reads them.</summary>
internal static class NumberText
{
    public static string Of(double value) => value switch
    {
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => value.ToString("R", CultureInfo.InvariantCulture),
    };
}

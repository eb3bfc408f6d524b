namespace Tracker.Platform.Observability.Metrics;

/// <summary>Something that rises and falls: a number for each combination of its label values.</summary>
/// <remarks>A family keeps at most 1,000 combinations; further ones share one whose values are all <c>other</c>.</remarks>
public sealed class Gauge
{
    private readonly Family<GaugeChild> family;

    internal Gauge(string name, string help, string[] labels) =>
        Family = family = new Family<GaugeChild>(
            name, help, "gauge", labels, static () => new GaugeChild(),
            static (w, series, child) => w.Sample(series, child.Value));

    internal Family Family { get; }

    /// <summary>The number of one combination of label values.</summary>
    /// <exception cref="ArgumentException">Not as many values as labels.</exception>
    public GaugeChild With(params ReadOnlySpan<string> labels) => family.With(labels);
}

/// <summary>One number that rises and falls.</summary>
public sealed class GaugeChild
{
    private double value;

    /// <summary>The number now.</summary>
    public double Value => Volatile.Read(ref value);

    /// <summary>Sets it.</summary>
    public void Set(double to) => Volatile.Write(ref value, to);
}

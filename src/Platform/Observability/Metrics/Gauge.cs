namespace Tracker.Platform.Observability.Metrics;

/// <summary>A number that rises and falls, for each combination of its label values.</summary>
/// <remarks>A family keeps at most 1,000 combinations; further ones share the label values <c>other</c>.</remarks>
public sealed class Gauge
{
    private readonly Family<GaugeChild> family;

    internal Gauge(string name, string help, string[] labels) =>
        Family = family = new Family<GaugeChild>(
            name, help, "gauge", labels, static () => new GaugeChild(),
            static (w, series, child) => w.Sample(series, child.Value));

    internal Family Family { get; }

    /// <summary>The gauge of one combination of label values.</summary>
    /// <exception cref="ArgumentException">The number of values differs from the number of labels.</exception>
    public GaugeChild With(params ReadOnlySpan<string> labels) => family.With(labels);
}

public sealed class GaugeChild
{
    private double value;

    public double Value => Volatile.Read(ref value);

    public void Set(double to) => Volatile.Write(ref value, to);
}

using System.Buffers;
using System.Text;

namespace Tracker.Platform.Observability.Metrics;

/// <summary>
/// The metrics of one service, in its container: the services of one process have separate numbers. (.NET's meters are found by name across
/// the process and would mix them.) Metrics are created once, when the service is composed.
/// </summary>
public sealed class MetricsRegistry
{
    /// <summary>The content type of the page.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly Lock gate = new();
    private readonly List<Family> families = [];

    /// <param name="name">By convention it ends in <c>_total</c>.</param>
    /// <param name="help">One line.</param>
    /// <param name="labels">At most four label names.</param>
    /// <exception cref="ArgumentException">Prometheus does not allow the name, or it exists already.</exception>
    public Counter Counter(string name, string help, params ReadOnlySpan<string> labels)
    {
        var counter = new Counter(MetricName.Metric(name), help, MetricName.Labels(labels));
        Add(counter.Family);
        if (labels.IsEmpty)
        {
            _ = counter.With();
        }

        return counter;
    }

    /// <summary>Creates a counter whose value is read when the page is written.</summary>
    /// <inheritdoc cref="Counter(string, string, ReadOnlySpan{string})" path="/exception"/>
    public void Counter(string name, string help, Func<double> read) => Measured(name, help, "counter", "", [("", read)]);

    /// <param name="name">By convention it ends in its unit.</param>
    /// <param name="help">One line.</param>
    /// <param name="labels">At most four label names.</param>
    /// <exception cref="ArgumentException">Prometheus does not allow the name, or it exists already.</exception>
    public Gauge Gauge(string name, string help, params ReadOnlySpan<string> labels)
    {
        var gauge = new Gauge(MetricName.Metric(name), help, MetricName.Labels(labels));
        Add(gauge.Family);
        if (labels.IsEmpty)
        {
            _ = gauge.With();
        }

        return gauge;
    }

    /// <summary>Creates a gauge whose value is read when the page is written; NaN when reading throws.</summary>
    /// <inheritdoc cref="Gauge(string, string, ReadOnlySpan{string})" path="/exception"/>
    public void Gauge(string name, string help, Func<double> read) => Measured(name, help, "gauge", "", [("", read)]);

    /// <param name="name">By convention it ends in its unit.</param>
    /// <param name="help">One line.</param>
    /// <param name="bounds">The upper bounds of the buckets, ascending. The unbounded last bucket is added.</param>
    /// <param name="labels">At most four label names.</param>
    /// <exception cref="ArgumentException">Prometheus does not allow the name, it exists already, or the bounds do not ascend.</exception>
    public Histogram Histogram(string name, string help, ReadOnlySpan<double> bounds, params ReadOnlySpan<string> labels)
    {
        for (var i = 0; i < bounds.Length; i++)
        {
            if (!double.IsFinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1]))
            {
                throw new ArgumentException("bounds must ascend", nameof(bounds));
            }
        }

        var histogram = new Histogram(MetricName.Metric(name), help, bounds.ToArray(), MetricName.Labels(labels));
        Add(histogram.Family);
        return histogram;
    }

    /// <summary>Writes the page: help, type and current values of every metric.</summary>
    public void WriteTo(IBufferWriter<byte> output)
    {
        Family[] all;
        lock (gate)
        {
            all = [.. families];
        }

        var writer = new ExpositionWriter(output);
        foreach (var family in all)
        {
            family.Write(writer);
        }
    }

    public override string ToString()
    {
        var buffer = new ArrayBufferWriter<byte>();
        WriteTo(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    internal void Measured(string name, string help, string type, string label, IEnumerable<(string Value, Func<double> Read)> series) =>
        Add(new MeasuredFamily(
            MetricName.Metric(name),
            help,
            type,
            label.Length == 0 ? [] : MetricName.Labels([label]),
            [.. series.Select(one => new MeasuredFamily.Measure(label.Length == 0 ? [] : [one.Value], one.Read))]));

    private void Add(Family family)
    {
        if (family.Labels.Length > LabelValues.Max)
        {
            throw new ArgumentException($"{family.Name} has more than {LabelValues.Max} labels", nameof(family));
        }

        lock (gate)
        {
            if (families.Any(known => known.Name == family.Name))
            {
                throw new ArgumentException($"{family.Name} exists already", nameof(family));
            }

            families.Add(family);
        }
    }
}

namespace Tracker.Platform.Observability.Metrics;

/// <summary>The distribution of values over fixed buckets, for each combination of its label values.</summary>
/// <remarks>A family keeps at most 1,000 combinations; further ones share the label values <c>other</c>.</remarks>
public sealed class Histogram
{
    private readonly Family<HistogramChild> family;

    internal Histogram(string name, string help, double[] bounds, string[] labels)
    {
        var sizes = bounds.Select(NumberText.Of).Append("+Inf").ToArray();
        Family = family = new Family<HistogramChild>(
            name, help, "histogram", labels, () => new HistogramChild(bounds),
            (w, series, child) => child.Write(w, series, sizes));
    }

    /// <summary>Bucket bounds for request times, in seconds: 1 ms to 10 s.</summary>
    public static ReadOnlySpan<double> RequestSeconds => [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    internal Family Family { get; }

    /// <summary>The buckets of one combination of label values.</summary>
    /// <exception cref="ArgumentException">The number of values differs from the number of labels.</exception>
    public HistogramChild With(params ReadOnlySpan<string> labels) => family.With(labels);
}

public sealed class HistogramChild
{
    private readonly double[] bounds;
    private readonly long[] counts;
    private double sum;

    internal HistogramChild(double[] bounds)
    {
        this.bounds = bounds;
        counts = new long[bounds.Length + 1];
    }

    /// <summary>Counts a value in the first bucket whose bound is not below it. NaN is ignored.</summary>
    public void Observe(double value)
    {
        if (double.IsNaN(value))
        {
            return;
        }

        var bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket])
        {
            bucket++;
        }

        Interlocked.Increment(ref counts[bucket]);
        Sum.Add(ref sum, value);
    }

    /// <summary>The total is the sum of the buckets, not a separate number, so that a page read during observations adds up.</summary>
    internal void Write(ExpositionWriter writer, SeriesName series, string[] sizes)
    {
        var total = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            total += Interlocked.Read(ref counts[i]);
            writer.Sample(series.Bucket(sizes[i]), total);
        }

        writer.Sample(series.Ending("_sum"), Volatile.Read(ref sum));
        writer.Sample(series.Ending("_count"), total);
    }
}

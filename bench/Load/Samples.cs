using System.Collections.Concurrent;

namespace Tracker.Bench.Load;

/// <summary>Measured times; thread-safe.</summary>
internal sealed class Samples
{
    private readonly ConcurrentQueue<TimeSpan> values = new();

    public int Count => values.Count;

    public void Add(TimeSpan value) => values.Enqueue(value);

    /// <summary>The percentile for this share, in milliseconds; 0 without samples.</summary>
    public double Percentile(double share)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[(int)Math.Ceiling(share * sorted.Count) - 1].TotalMilliseconds;
    }

    public double P50 => Percentile(0.50);

    public double P99 => Percentile(0.99);

    public double Max => Percentile(1);

    public override string ToString() => $"{P50:0.0} / {P99:0.0} ms";
}

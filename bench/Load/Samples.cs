using System.Collections.Concurrent;

namespace Tracker.Bench.Load;

/// <summary>Measured times, gathered from many threads.</summary>
internal sealed class Samples
{
    private readonly ConcurrentQueue<TimeSpan> values = new();

    public int Count => values.Count;

    public void Add(TimeSpan value) => values.Enqueue(value);

    /// <summary>The time that this share of them does not exceed, in milliseconds; 0 when there are none.</summary>
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

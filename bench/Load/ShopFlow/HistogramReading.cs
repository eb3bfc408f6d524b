using System.Globalization;

namespace Tracker.Bench.Load.ShopFlow;

/// <summary>A histogram without labels on a <c>/metrics</c> page: the number of values up to each bound, in seconds.</summary>
internal sealed record HistogramReading(IReadOnlyList<(double Bound, double Count)> Buckets)
{
    public static HistogramReading Of(string page, string metric)
    {
        var start = $"{metric}_bucket{{le=\"";
        return new HistogramReading(
        [
            .. page.Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal))
                .Select(line => line[start.Length..].Split("\"} ")).Select(parts =>
                (parts[0] == "+Inf" ? double.PositiveInfinity : double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(
                    parts[1], CultureInfo.InvariantCulture))),
        ]);
    }

    /// <summary>The values since an earlier reading.</summary>
    public HistogramReading Since(HistogramReading earlier) =>
        new([.. Buckets.Zip(earlier.Buckets, (now, then) => (now.Bound, now.Count - then.Count))]);

    /// <summary>
    /// The percentile for this share, in milliseconds, assuming values are evenly distributed within a bucket; 0 without values, and the
    /// last bound for values beyond it.
    /// </summary>
    public double Percentile(double share)
    {
        var (wanted, lower, below) = (share * Buckets[^1].Count, 0.0, 0.0);
        foreach (var (bound, count) in Buckets)
        {
            if (count >= wanted && count > below)
            {
                return 1000 * (double.IsInfinity(bound) ? lower : lower + ((bound - lower) * (wanted - below) / (count - below)));
            }

            (lower, below) = (bound, count);
        }

        return 0;
    }
}

namespace Tracker.Bench.Load;

internal static class Statistics
{
    /// <summary>The value in the middle of an odd number of values.</summary>
    public static T MedianBy<T>(this IEnumerable<T> values, Func<T, double> key)
    {
        var sorted = values.OrderBy(key).ToList();
        return sorted[sorted.Count / 2];
    }
}

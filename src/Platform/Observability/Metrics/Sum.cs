namespace Tracker.Platform.Observability.Metrics;

/// <summary>Adds to a double without a lock.</summary>
internal static class Sum
{
    public static void Add(ref double total, double by)
    {
        var seen = Volatile.Read(ref total);
        while (true)
        {
            var before = Interlocked.CompareExchange(ref total, seen + by, seen);
            // Compare bits: NaN is not equal to itself, and the loop would never end.
            if (BitConverter.DoubleToInt64Bits(before) == BitConverter.DoubleToInt64Bits(seen))
            {
                return;
            }

            seen = before;
        }
    }
}

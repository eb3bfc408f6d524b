namespace Tracker.Platform.Observability.Metrics;

/// <summary>A number that only grows, for each combination of its label values.</summary>
/// <remarks>A family keeps at most 1,000 combinations; further ones are counted under the label values <c>other</c>.</remarks>
public sealed class Counter
{
    private readonly Family<CounterChild> family;

    internal Counter(string name, string help, string[] labels) =>
        Family = family = new Family<CounterChild>(
            name, help, "counter", labels, static () => new CounterChild(),
            static (w, series, child) => w.Sample(series, child.Value));

    internal Family Family { get; }

    /// <param name="labels">One value per label, in the order of the names.</param>
    /// <exception cref="ArgumentException">The number of values differs from the number of labels.</exception>
    public void Inc(params ReadOnlySpan<string> labels) => family.With(labels).Inc();

    /// <summary>The counter of one combination of label values. Keep it when the values are known early: that saves the lookup.</summary>
    /// <exception cref="ArgumentException">The number of values differs from the number of labels.</exception>
    public CounterChild With(params ReadOnlySpan<string> labels) => family.With(labels);
}

public sealed class CounterChild
{
    private long value;

    public long Value => Interlocked.Read(ref value);

    /// <param name="by">Not negative.</param>
    public void Inc(long by = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(by);
        Interlocked.Add(ref value, by);
    }
}

namespace Tracker.Platform.Observability.Metrics;

/// <summary>Something that only grows: a number for each combination of its label values.</summary>
/// <remarks>A family keeps at most 1,000 combinations; further ones are counted together in one whose values are all <c>other</c>.</remarks>
public sealed class Counter
{
    private readonly Family<CounterChild> family;

    internal Counter(string name, string help, string[] labels) =>
        Family = family = new Family<CounterChild>(
            name, help, "counter", labels, static () => new CounterChild(),
            static (w, series, child) => w.Sample(series, child.Value));

    internal Family Family { get; }

    /// <param name="labels">A value for each label, in the order of the names.</param>
    /// <exception cref="ArgumentException">Not as many values as labels.</exception>
    public void Inc(params ReadOnlySpan<string> labels) => family.With(labels).Inc();

    /// <summary>The number of one combination of label values; worth keeping where it is known early.</summary>
    /// <exception cref="ArgumentException">Not as many values as labels.</exception>
    public CounterChild With(params ReadOnlySpan<string> labels) => family.With(labels);
}

public sealed class CounterChild
{
    private long value;

    public long Value => Interlocked.Read(ref value);

    /// <param name="by">Not negative: a counter never falls.</param>
    public void Inc(long by = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(by);
        Interlocked.Add(ref value, by);
    }
}

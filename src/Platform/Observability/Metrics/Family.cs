using System.Collections.Concurrent;

namespace Tracker.Platform.Observability.Metrics;

/// <summary>All series of one metric name.</summary>
internal abstract class Family(string name, string help, string[] labels)
{
    public string Name { get; } = name;

    public string[] Labels { get; } = labels;

    protected string Help { get; } = help;

    public abstract void Write(ExpositionWriter writer);
}

/// <summary>A family that keeps one child for each combination of label values it has seen.</summary>
internal sealed class Family<TChild>(
    string name, string help, string type, string[] labels, Func<TChild> create, Action<ExpositionWriter, SeriesName, TChild> write)
    : Family(name, help, labels)
    where TChild : class
{
    /// <summary>Enough for every route of a service. A label with values from outside must not fill the memory.</summary>
    public const int MaxChildren = 1000;

    private readonly ConcurrentDictionary<LabelValues, Child> children = new();
    private readonly Lock creating = new();
    private readonly string[] otherValues = Enumerable.Repeat("other", labels.Length).ToArray();
    private int created;

    public TChild With(ReadOnlySpan<string> values)
    {
        if (values.Length != Labels.Length)
        {
            throw new ArgumentException($"{Name} has {Labels.Length} labels, not {values.Length}", nameof(values));
        }

        return children.TryGetValue(LabelValues.From(values), out var child) ? child.Value : Add(values);
    }

    public override void Write(ExpositionWriter writer)
    {
        writer.Head(Name, Help, type);
        foreach (var child in children.Values)
        {
            write(writer, new SeriesName(Name, Labels, child.Values), child.Value);
        }
    }

    private TChild Add(ReadOnlySpan<string> values)
    {
        lock (creating)
        {
            var key = LabelValues.From(values);
            if (!children.ContainsKey(key) && created >= MaxChildren)
            {
                values = otherValues;
                key = LabelValues.From(values);
            }

            if (!children.TryGetValue(key, out var child))
            {
                child = new Child(values.ToArray(), create());
                children[key] = child;
                created++;
            }

            return child.Value;
        }
    }

    private sealed record Child(string[] Values, TChild Value);
}

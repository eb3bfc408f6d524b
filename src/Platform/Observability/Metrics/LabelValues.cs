namespace Tracker.Platform.Observability.Metrics;

/// <summary>The label values of one child, at most four, as a key whose lookup allocates nothing.</summary>
internal readonly record struct LabelValues(string? First, string? Second, string? Third, string? Fourth)
{
    public const int Max = 4;

    public static LabelValues From(ReadOnlySpan<string> values) => new(At(values, 0), At(values, 1), At(values, 2), At(values, 3));

    private static string? At(ReadOnlySpan<string> values, int index) => index < values.Length ? values[index] ?? "" : null;
}

namespace Tracker.Bench.Load;

/// <param name="Rows">The rows to measure; empty for all.</param>
/// <param name="Quick">A trial: little data, short measurements, no targets.</param>
internal sealed record BenchOptions(IReadOnlyList<string> Rows, bool Quick)
{
    /// <summary>The length of one measurement.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(Quick ? 1 : 5);

    /// <summary>The number of alternating measurements of both sides; the result is the median.</summary>
    public int Rounds => Quick ? 1 : 5;

    public static BenchOptions? Read(string[] args, IReadOnlyList<string> known, TextWriter errors)
    {
        var rows = args.Where(arg => !arg.StartsWith('-')).ToList();
        var wrong = args.Where(arg => arg.StartsWith('-') && arg != "--quick")
            .Concat(rows.Except(known, StringComparer.Ordinal)).FirstOrDefault();
        if (wrong is null)
        {
            return new BenchOptions(rows, args.Contains("--quick"));
        }

        errors.WriteLine($"Unknown row or option '{wrong}'.{(known.Count > 0 ? $" Rows: {string.Join(", ", known)}." : "")} See: "
            + "./tracker bench --help");
        return null;
    }

    public bool Wants(string row) => Rows.Count == 0 || Rows.Contains(row);
}

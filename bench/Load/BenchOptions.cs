namespace Tracker.Bench.Load;

/// <param name="Rows">The rows to measure; empty for all.</param>
/// <param name="Quick">A trial: little data, one short measurement of each row, no targets.</param>
/// <param name="IsLong">Five rounds of 5 s instead of three of 2 s.</param>
internal sealed record BenchOptions(IReadOnlyList<string> Rows, bool Quick, bool IsLong)
{
    private static readonly string[] Switches = ["--quick", "--long"];

    /// <summary>The length of one measurement.</summary>
    public TimeSpan Duration => TimeSpan.FromSeconds(Quick ? 1 : IsLong ? 5 : 2);

    /// <summary>The number of alternating measurements of both sides; the result is the median.</summary>
    public int Rounds => Quick ? 1 : IsLong ? 5 : 3;

    /// <summary>The length of a measurement at a steady rate.</summary>
    public TimeSpan PacedDuration => TimeSpan.FromSeconds(Quick ? 0.5 : 5);

    /// <summary>The length of the load before memory is measured.</summary>
    public TimeSpan MemoryDuration => TimeSpan.FromSeconds(Quick ? 1 : 45);

    public static BenchOptions? Read(string[] args, IReadOnlyList<string> known, TextWriter errors)
    {
        var rows = args.Where(arg => !arg.StartsWith('-')).ToList();
        var wrong = args.Where(arg => arg.StartsWith('-')).Except(Switches, StringComparer.Ordinal)
            .Concat(rows.Except(known, StringComparer.Ordinal)).FirstOrDefault();
        if (wrong is null)
        {
            return new BenchOptions(rows, args.Contains("--quick"), args.Contains("--long"));
        }

        errors.WriteLine($"Unknown row or option '{wrong}'.{(known.Count > 0 ? $" Rows: {string.Join(", ", known)}." : "")} See: "
            + "./tracker bench --help");
        return null;
    }

    public bool Wants(string row) => Rows.Count == 0 || Rows.Contains(row);
}

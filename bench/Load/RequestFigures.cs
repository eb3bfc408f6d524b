namespace Tracker.Bench.Load;

/// <summary>The targets of a request; null for none.</summary>
/// <param name="OfFloor">Min share of the floor's rate.</param>
/// <param name="OfPointReads">Min share of pgbench's point reads.</param>
/// <param name="P99">Max, in milliseconds.</param>
/// <param name="Processor">Max processor time of the service, in milliseconds.</param>
/// <param name="OfSmaller">Min share of its own rate at 100,000 rows.</param>
/// <param name="PacedP99">Max at 100 a second, in milliseconds.</param>
internal sealed record RequestLimits(
    double? OfFloor = null,
    double? OfPointReads = null,
    double? P99 = null,
    double? Processor = null,
    double? OfSmaller = null,
    double? PacedP99 = null);

/// <summary>What was measured of a request; null where it was not.</summary>
/// <param name="Rows">The number of tasks or orders.</param>
/// <param name="PointReads">pgbench's point reads per second.</param>
internal sealed record RequestFigures(string Name, int Rows, Work Service, RequestLimits Limits, double PointReads)
{
    public Work? Floor { get; init; }

    /// <summary>The median of the rounds' ratios.</summary>
    public double? OfFloor { get; init; }

    public double? OfSmaller { get; init; }

    public double? PacedP99 { get; init; }

    private double OfPointReads => Service.Load.PerSecond / PointReads;

    public bool HasLimits => Limits != new RequestLimits();

    public IEnumerable<string> Misses =>
    [
        .. TooLow("of the floor", OfFloor, Limits.OfFloor),
        .. TooLow("of point reads", OfPointReads, Limits.OfPointReads),
        .. TooHigh("p99", Service.Load.P99, Limits.P99),
        .. TooHigh("processor", Service.Server, Limits.Processor),
        .. TooLow("of its rate at 100,000", OfSmaller, Limits.OfSmaller),
        .. TooHigh("p99 at 100/s", PacedP99, Limits.PacedP99),
    ];

    /// <summary>In the order of the table's headings.</summary>
    public IEnumerable<string> Cells =>
    [
        Name,
        $"{Rows:N0}",
        Rate(Service),
        Floor is { } floor ? Rate(floor) : "",
        $"{OfFloor:0.00}",
        $"{OfPointReads:0.000}",
        $"{Service.Load.P50:0.0} / {Service.Load.P99:0.0} ms",
        Times(Service),
        Floor is { } below ? Times(below) : "",
        $"{OfSmaller:0.00}",
        PacedP99 is { } paced ? $"{paced:0.0} ms" : "",
    ];

    private static string Rate(Work work) => $"{work.Load.PerSecond:N0}/s";

    private static string Times(Work work) => $"{work.Server:0.00} + {work.Postgres:0.00} ms";

    private static IEnumerable<string> TooLow(string name, double? found, double? min) =>
        found < min ? [$"{name} {found:0.000} < {min}"] : [];

    private static IEnumerable<string> TooHigh(string name, double? found, double? max) =>
        found > max ? [$"{name} {found:0.00} > {max} ms"] : [];
}

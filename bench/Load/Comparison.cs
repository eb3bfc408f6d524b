namespace Tracker.Bench.Load;

/// <summary>Rounds of measurements of the service and, where there is one, of the floor.</summary>
internal sealed record Comparison(IReadOnlyList<(Work Service, Work? Floor)> Rounds)
{
    /// <summary>The medians; each round has a ratio of its own.</summary>
    public RequestFigures Figures(string name, int rows, RequestLimits limits, double pointReads)
    {
        var beside = Rounds.Where(round => round.Floor is not null).Select(round => (round.Service, Floor: round.Floor!.Value)).ToList();
        return new RequestFigures(name, rows, Median(Rounds.Select(round => round.Service)), limits, pointReads)
        {
            Floor = beside.Count == 0 ? null : Median(beside.Select(round => round.Floor)),
            OfFloor = beside.Count == 0
                ? null
                : beside.Select(round => round.Service.Load.PerSecond / round.Floor.Load.PerSecond).MedianBy(ratio => ratio),
        };
    }

    private static Work Median(IEnumerable<Work> works)
    {
        var all = works.ToList();
        return new Work(
            all.MedianBy(work => work.Load.PerSecond).Load,
            all.Select(work => work.Server).MedianBy(time => time),
            all.Select(work => work.Postgres).MedianBy(time => time));
    }
}

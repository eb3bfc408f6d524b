namespace Tracker.Bench.Load.TaskTracker;

/// <summary>Alternating measurements of both servers: other load on the machine affects both.</summary>
internal sealed record Comparison(IReadOnlyList<(Work Service, Work Floor)> Rounds)
{
    /// <summary>The medians; each round has a ratio of its own.</summary>
    public RequestFigures Figures(string name, int rows, RequestLimits limits) =>
        new(name, rows, Median(Rounds.Select(round => round.Service)), limits)
        {
            Floor = Median(Rounds.Select(round => round.Floor)),
            OfFloor = Rounds.Select(round => round.Service.Load.PerSecond / round.Floor.Load.PerSecond).MedianBy(ratio => ratio),
        };

    private static Work Median(IEnumerable<Work> works)
    {
        var all = works.ToList();
        return new Work(
            all.MedianBy(work => work.Load.PerSecond).Load, all.Select(work => work.Server).MedianBy(time => time),
            all.Select(work => work.Postgres).MedianBy(time => time));
    }
}

namespace Tracker.Bench.Load.TaskTracker;

/// <summary>The rate, latency and processor time of one request beside the floor, at each number of tasks.</summary>
internal sealed class RequestRow(AskedRequest request, params int[] sizes) : IScenario
{
    private const int TargetSize = 100_000;
    private const int PacedSize = 1_000_000;
    private const double OfSmaller = 0.8;
    private const double PacedP99 = 15;
    private const double PacedPerSecond = 100;
    private double? rateAtTargetSize;

    public string Name => request.Name;

    public IReadOnlyList<int> Sizes { get; } = sizes.Length > 0 ? sizes : [1_000, TargetSize, PacedSize];

    public async Task MeasureAsync(TaskTrackerBench bench, int size, Results results, CancellationToken ct)
    {
        var calls = await request.CallsAsync(bench, ct);
        SideBySide.CheckSame(calls[0], await bench.AskAsync(bench.Api, calls[0], ct), await bench.AskAsync(bench.Floor, calls[0], ct));
        var comparison = await bench.Both.CompareAsync(calls, ct, once: size < TargetSize);
        var found = comparison.Figures(request.Label, bench.Tasks, LimitsAt(size), bench.PointReadsPerSecond);
        if (size == TargetSize)
        {
            rateAtTargetSize = found.Service.Load.PerSecond;
        }
        else if (size == PacedSize)
        {
            found = found with
            {
                OfSmaller = found.Service.Load.PerSecond / rateAtTargetSize,
                PacedP99 = await PacedAsync(bench, calls, ct),
            };
        }

        results.Request(found);
        results.Note($"{request.Label}: the floor {request.FloorDoes}.");
    }

    private RequestLimits LimitsAt(int size) => size switch
    {
        TargetSize => request.Limits,
        PacedSize => new RequestLimits(OfSmaller: OfSmaller, PacedP99: PacedP99),
        _ => new RequestLimits(),
    };

    private async Task<double> PacedAsync(TaskTrackerBench bench, IReadOnlyList<Call> calls, CancellationToken ct)
    {
        var paced = new Arrivals(request.Name, PacedPerSecond, (number, stop) => bench.AskAsync(calls[number % calls.Count], stop));
        await OpenLoop.RunAsync([paced], bench.Options.PacedDuration, ct);
        return paced.Failures.TryPeek(out var failure) ? throw new InvalidOperationException(failure) : paced.Latency.P99;
    }
}

namespace Tracker.Bench.Load.TaskTracker;

/// <summary>Resident memory after many requests of all kinds.</summary>
internal sealed class Memory : IScenario
{
    private const int Connections = 16;
    private const double MaxMegabytes = 100;

    public string Name => "memory";

    // Last, because it creates many tasks.
    public IReadOnlyList<int> Sizes { get; } = [1_000_000];

    public async Task MeasureAsync(TaskTrackerBench bench, int size, Results results, CancellationToken ct)
    {
        var calls = new List<Call>();
        foreach (var request in AskedRequest.Reads.Append(AskedRequest.Create))
        {
            calls.AddRange((await request.CallsAsync(bench, ct)).Take(1));
        }

        // As many tasks are created as lists are read.
        var reads = calls.Count - 1;
        calls.AddRange(Enumerable.Range(0, reads - 1).Select(AskedRequest.Created));
        var load = await bench.Wrk.MeasureAsync(bench.Api, calls, Connections, bench.Options.MemoryDuration, ct);
        var megabytes = await bench.ApiProcess.ResidentBytesAsync(ct) / 1e6;
        results.Limit(
            $"resident memory after {load.Requests:N0} more requests of all kinds", $"{megabytes:0} MB", $"<= {MaxMegabytes:0} MB",
            megabytes <= MaxMegabytes);
    }
}

namespace Tracker.Bench.Load.TaskTracker;

/// <summary>What open event streams cost others: the p99 of one task, and the memory of the process.</summary>
internal sealed class EventStreams : IScenario
{
    private const int Users = 50;
    private const int StreamsPerUser = 10;
    private const double ReadsPerSecond = 100;
    private const double ChangesPerSecond = 2;
    private const double MaxRatio = 1.5;
    private const double MaxMegabytes = 220;

    public string Name => "streams";

    public IReadOnlyList<int> Sizes { get; } = [100_000];

    public async Task MeasureAsync(TaskTrackerBench bench, int size, Results results, CancellationToken ct)
    {
        var one = AskedRequest.Reads.Single(request => request.Name == "one");
        var calls = await one.CallsAsync(bench, ct);
        var alone = await ReadAsync(bench, calls, ct);

        var users = bench.Options.Quick ? 2 : Users;
        await using var listeners = await Listeners.OpenAsync(bench, users, StreamsPerUser, ct);
        var listened = await ReadAsync(bench, calls, ct);
        var megabytes = await bench.ApiProcess.ResidentBytesAsync(ct) / 1e6;
        await listeners.WaitForEventsAsync(listened.Changes, ct);

        var streams = users * StreamsPerUser;
        results.AtMost(
            $"{one.Label}: p99 beside {streams} event streams", $"{listened.P99:0.0} ms", $"{alone.P99:0.0} ms", listened.P99 / alone.P99,
            MaxRatio);
        results.Limit(
            $"resident memory with {streams} event streams", $"{megabytes:0} MB", $"<= {MaxMegabytes:0} MB", megabytes <= MaxMegabytes);
        results.Note($"event streams: {ReadsPerSecond:0} reads and {ChangesPerSecond:0} creates a second; every stream gets every event.");
    }

    /// <returns>The median of the rounds, in milliseconds, and the number of tasks that all rounds created.</returns>
    private static async Task<(double P99, int Changes)> ReadAsync(TaskTrackerBench bench, IReadOnlyList<Call> calls, CancellationToken ct)
    {
        var (rounds, changes) = (new List<double>(), 0);
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            var reads = new Arrivals("one task", ReadsPerSecond, (number, stop) => bench.AskAsync(calls[number % calls.Count], stop));
            var creates = new Arrivals("create", ChangesPerSecond, (number, stop) => bench.AskAsync(AskedRequest.Created(number), stop));
            await OpenLoop.RunAsync([reads, creates], bench.Options.PacedDuration, ct);
            if (reads.Failures.Concat(creates.Failures).FirstOrDefault() is { } failure)
            {
                throw new InvalidOperationException(failure);
            }

            rounds.Add(reads.Latency.P99);
            changes += creates.Latency.Count;
        }

        return (rounds.MedianBy(milliseconds => milliseconds), changes);
    }
}

using Tracker.Bench.Load.Gateway;

namespace Tracker.Bench.Load.TaskTrackerMicro;

/// <summary>The rows of tasktracker-micro. All requests go through the gateway.</summary>
internal static class MicroScenarios
{
    private const int Connections = 8;

    // The rates of document 001's original implementation on the same machine.
    private const double OriginalLists = 41;
    private const double OriginalCreations = 38;

    private static readonly Dictionary<string, Func<MicroBench, Results, CancellationToken, Task>> All = new()
    {
        ["start"] = StartAsync,
        ["list"] = ListAsync,
        ["create"] = CreateAsync,
        ["stats"] = StatisticsAsync,
    };

    private const string GatewayRow = "gateway";

    public static IReadOnlyList<string> Rows => [GatewayRow, .. All.Keys];

    public static async Task RunAsync(BenchOptions options, Results results, TextWriter progress, CancellationToken ct)
    {
        if (options.Wants(GatewayRow))
        {
            await GatewayBench.RunAsync(
                "tasktracker-micro/api-gateway",
                ["USER_SERVICE_URL", "TASK_SERVICE_URL", "STATS_SERVICE_URL"],
                options,
                results,
                progress,
                ct);
        }

        if (!All.Keys.Any(options.Wants))
        {
            return;
        }

        progress.WriteLine("Starting tasktracker-micro");
        await using var bench = await MicroBench.StartAsync(options, ct);
        foreach (var (row, measureAsync) in All.Where(scenario => options.Wants(scenario.Key)))
        {
            progress.WriteLine(row);
            await measureAsync(bench, results, ct);
        }
    }

    private static async Task StartAsync(MicroBench bench, Results results, CancellationToken ct)
    {
        var seconds = bench.Server.StartedIn.TotalSeconds;
        results.Limit("start-up, warm build and existing cluster", $"{seconds:0.00} s", "<= 2 s", seconds <= 2);
        await bench.UserAsync(40, ct);
        await bench.WalkAsync(ct);
        var megabytes = await bench.Server.ResidentBytesAsync(ct) / 1e6;
        results.Limit("resident memory after each kind of request", $"{megabytes:0} MB", "<= 150 MB", megabytes <= 150);
    }

    private static async Task ListAsync(MicroBench bench, Results results, CancellationToken ct)
    {
        var many = bench.Options.Quick ? 1_000 : 35_000;
        var (few, owner) = (await bench.UserAsync(40, ct), await bench.UserAsync(many, ct));
        var (ofFew, ofMany) = await bench.CompareAsync(
            few, owner, Call.Get("/api/v1/tasks/?limit=20"), Connections, found => found.PerSecond, ct);
        results.Limit(
            "list, 20 of 40 tasks", $"{ofFew.PerSecond:N0}/s", $">= {30 * OriginalLists:N0}/s", ofFew.PerSecond >= 30 * OriginalLists);
        results.AtMost(
            $"list, 20 of {many:N0} tasks: time, beside 40 tasks", $"{ofMany.PerSecond:N0}/s", $"{ofFew.PerSecond:N0}/s",
            ofFew.PerSecond / ofMany.PerSecond, 1.1);
    }

    private static async Task CreateAsync(MicroBench bench, Results results, CancellationToken ct)
    {
        var user = await bench.UserAsync(40, ct);
        var rates = new List<double>();
        for (var round = 0; round < bench.Options.Rounds; round++)
        {
            var call = new Call("POST", "/api/v1/tasks/", """{"title":"Complete project","description":"Finish it","priority":"high"}""");
            rates.Add((await user.Wrk.MeasureAsync(bench.Gateway, [call], Connections, bench.Options.Duration, ct)).PerSecond);
        }

        var rate = rates.MedianBy(found => found);
        results.Limit("create", $"{rate:N0}/s", $">= {20 * OriginalCreations:N0}/s", rate >= 20 * OriginalCreations);
    }

    private static async Task StatisticsAsync(MicroBench bench, Results results, CancellationToken ct)
    {
        var many = bench.Options.Quick ? 10_000 : 1_000_000;
        var (few, owner) = (await bench.UserAsync(100, ct), await bench.UserAsync(many, ct));
        var (ofFew, ofMany) = await bench.CompareAsync(
            few, owner, Call.Get("/api/v1/stats/"), connections: 1, found => found.P99, ct);
        results.AtMost(
            $"statistics of {many:N0} tasks: p99, beside 100 tasks", $"{ofMany.P99:0.00} ms", $"{ofFew.P99:0.00} ms",
            ofMany.P99 / ofFew.P99, 2);
    }
}

namespace Tracker.Bench.Load.TaskTracker;

/// <summary>Requests per second of the api as a share of the floor's, for the same SQL and response.</summary>
internal abstract class BesideFloor : IScenario
{
    private const int Connections = 16;

    public abstract string Name { get; }

    protected abstract string Row { get; }

    public IReadOnlyList<int> Sizes { get; } = [100_000];

    protected abstract double Target { get; }

    public async Task MeasureAsync(TaskTrackerBench bench, int size, Table table, CancellationToken ct)
    {
        var calls = await CallsAsync(bench, ct);
        await CheckSameWorkAsync(bench, calls[0], ct);
        var (api, floor, ratio) = await bench.CompareAsync(calls, Connections, ct);
        table.AtLeast($"{Row}, {bench.Tasks:N0} tasks", $"{api.PerSecond:0}/s", $"{floor.PerSecond:0}/s", ratio, Target);
        table.Figure($"  {Name}: p50 / p99", $"{api.P50:0.0} / {api.P99:0.0} ms", $"{floor.P50:0.0} / {floor.P99:0.0} ms");
    }

    protected abstract Task<IReadOnlyList<Call>> CallsAsync(TaskTrackerBench bench, CancellationToken ct);

    private static async Task CheckSameWorkAsync(TaskTrackerBench bench, Call call, CancellationToken ct)
    {
        var (apiSql, apiAnswer) = await ObserveAsync(bench, bench.Api, call, ct);
        var (floorSql, floorAnswer) = await ObserveAsync(bench, bench.Floor, call, ct);
        // A statement of the service's background work may come between.
        for (var again = 0; apiSql != floorSql && again < 4; again++)
        {
            (apiSql, apiAnswer) = await ObserveAsync(bench, bench.Api, call, ct);
            (floorSql, floorAnswer) = await ObserveAsync(bench, bench.Floor, call, ct);
        }

        if (apiSql != floorSql)
        {
            throw new InvalidOperationException(
                $"{call.Path}: the SQL of api and floor differs; adapt bench/Floor.\n--- api\n{apiSql}\n--- floor\n{floorSql}");
        }

        if (call.Method == "GET" ? apiAnswer != floorAnswer : apiAnswer.Length != floorAnswer.Length)
        {
            throw new InvalidOperationException(
                $"{call.Path}: the responses of api and floor differ; adapt bench/Floor.\n--- api\n{apiAnswer}\n--- "
                    + $"floor\n{floorAnswer}");
        }
    }

    private static async Task<(string Sql, string Answer)> ObserveAsync(TaskTrackerBench bench, Uri server, Call call, CancellationToken ct)
    {
        // The first request may open a connection, which sends other statements too.
        var answer = await bench.AskAsync(server, call, ct);
        var statements = await bench.Statements.RecordAsync(async () => answer = await bench.AskAsync(server, call, ct), ct);
        return (string.Join(";\n", statements.Select(statement => statement.Sql)), answer);
    }
}

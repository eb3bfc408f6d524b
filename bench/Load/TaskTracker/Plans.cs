using System.Text.Json;
using Npgsql;

namespace Tracker.Bench.Load.TaskTracker;

/// <summary>PostgreSQL's plans of the statements that the api sends.</summary>
internal sealed class Plans : IScenario
{
    private static readonly string[] Scans = ["Seq Scan on tasks", "Seq Scan on task_tags", "Seq Scan on audit_events"];

    private static readonly string[] OtherLists =
    [
        "page=50&status=BLOCKED",
        "page=50&priority=HIGH",
        "page=50&status=TODO,DONE&priority=LOW,CRITICAL",
        "sort=due_date:asc",
        "sort=due_date:desc",
        "sort=priority:desc",
        "sort=status:asc",
        "sort=title:asc",
        "sort=updated_at:desc",
        "owner=me",
    ];

    public string Name => "plans";

    public IReadOnlyList<int> Sizes { get; } = [1_000_000];

    public async Task MeasureAsync(TaskTrackerBench bench, int size, Results results, CancellationToken ct)
    {
        var calls = OtherLists.Select(query => Call.Get($"{AskedRequest.Tasks}?{query}")).ToList();
        foreach (var request in AskedRequest.Reads)
        {
            calls.Add((await request.CallsAsync(bench, ct))[0]);
        }

        var recorded = await bench.Statements.RecordAsync(calls.Select(call => (Func<Task>)(() => bench.AskAsync(call, ct))), ct);
        var scans = 0;
        foreach (var (call, statements) in calls.Zip(recorded))
        {
            var nodes = new List<string>();
            foreach (var statement in statements.Where(statement => statement.Sql.Contains("task", StringComparison.Ordinal)))
            {
                nodes.AddRange(await NodesAsync(bench.Data, statement, ct));
            }

            scans += nodes.Any(node => Scans.Contains(node)) ? 1 : 0;
            results.Note($"plan of {call.Path}: {string.Join(", ", nodes.Distinct(StringComparer.Ordinal))}");
        }

        results.Limit(
            $"plans of {calls.Count} requests without a scan of all tasks", $"{calls.Count - scans}", $"{calls.Count}", scans == 0);
    }

    private static async Task<IEnumerable<string>> NodesAsync(TaskData data, Statement statement, CancellationToken ct)
    {
        await using var session = await data.OpenAsync(ct);
        await TaskData.ExecuteAsync(session, "reset work_mem", ct);
        await TaskData.ExecuteAsync(session, $"prepare page as {statement.Sql}", ct);
        var values = statement.Parameters.Count == 0 ? "" : $"({string.Join(", ", statement.Parameters)})";
        await using var explain = new NpgsqlCommand($"explain (format json) execute page{values}", session);
        using var plan = JsonDocument.Parse((string)(await explain.ExecuteScalarAsync(ct))!);
        return [.. Accesses(plan.RootElement[0].GetProperty("Plan"))];
    }

    /// <summary>The nodes that read a table or sort, from the innermost out, without those of the tasks' tags.</summary>
    private static IEnumerable<string> Accesses(JsonElement node)
    {
        foreach (var child in node.TryGetProperty("Plans", out var plans) ? plans.EnumerateArray().Where(IsNoSubquery) : [])
        {
            foreach (var access in Accesses(child))
            {
                yield return access;
            }
        }

        var type = node.GetProperty("Node Type").GetString()!;
        if (node.TryGetProperty("Index Name", out var index))
        {
            yield return $"{type} {index}";
        }
        else if (type is "Seq Scan")
        {
            yield return $"{type} on {node.GetProperty("Relation Name")}";
        }
        else if (type.Contains("Sort", StringComparison.Ordinal) || type is "Merge Append")
        {
            yield return type;
        }
    }

    private static bool IsNoSubquery(JsonElement node) => node.GetProperty("Parent Relationship").GetString() != "SubPlan";
}

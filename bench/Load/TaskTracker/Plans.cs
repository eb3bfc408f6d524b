using System.Text.Json;
using Npgsql;

namespace Tracker.Bench.Load.TaskTracker;

/// <summary>PostgreSQL's plans for lists, of the statements that the api sends.</summary>
internal sealed class Plans : IScenario
{
    private static readonly string[] Queries =
    [
        "page=50",
        "page=50&status=BLOCKED",
        "page=50&priority=HIGH",
        "page=50&status=TODO,DONE&priority=LOW,CRITICAL",
        "sort=due_date:asc",
        "sort=due_date:desc",
        "sort=priority:desc",
        "sort=status:asc",
        "sort=title:asc",
        "sort=updated_at:desc",
        "status=BLOCKED&sort=due_date:asc",
        "owner=me",
        "search=zeppelin",
    ];

    public string Name => "plans";

    public IReadOnlyList<int> Sizes { get; } = [1_000_000];

    public async Task MeasureAsync(TaskTrackerBench bench, int size, Table table, CancellationToken ct)
    {
        table.Note("Plans of the statements that find a page:");
        var scans = 0;
        foreach (var query in Queries)
        {
            var statements = await bench.Statements.RecordAsync(() => bench.AskAsync(Call.Get($"/api/v1/tasks?{query}"), ct), ct);
            // Not simply the last one: background work may have sent another statement.
            var page = statements.Last(statement => statement.Sql.Contains(") page", StringComparison.Ordinal));
            var nodes = await NodesAsync(bench.Data, page, ct);
            scans += nodes.Contains("Seq Scan on tasks", StringComparison.Ordinal) ? 1 : 0;
            table.Note($"  {query,-50} {nodes}");
        }

        table.Limit(
            $"plans of {Queries.Length} lists without a scan of all tasks",
            $"{Queries.Length - scans} of {Queries.Length}",
            "all",
            scans == 0);
    }

    private static async Task<string> NodesAsync(TaskData data, Statement statement, CancellationToken ct)
    {
        await using var session = await data.OpenAsync(ct);
        await TaskData.ExecuteAsync(session, "reset work_mem", ct);
        await TaskData.ExecuteAsync(session, $"prepare page as {statement.Sql}", ct);
        await using var explain = new NpgsqlCommand(
            $"explain (format json) execute page({string.Join(", ", statement.Parameters)})", session);
        using var plan = JsonDocument.Parse((string)(await explain.ExecuteScalarAsync(ct))!);
        return string.Join(", ", Accesses(plan.RootElement[0].GetProperty("Plan")).Distinct(StringComparer.Ordinal));
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

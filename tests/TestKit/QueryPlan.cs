using System.Text.Json;
using Npgsql;

namespace Tracker.Tests.TestKit;

/// <summary>How PostgreSQL ran a statement: what a test of its cost looks at.</summary>
/// <param name="Nodes">The steps of the plan, the outermost first.</param>
/// <param name="Blocks">How many 8 KiB blocks of tables and indexes it touched.</param>
/// <param name="Text">The plan itself, for a person.</param>
public sealed record QueryPlan(IReadOnlyList<PlanNode> Nodes, long Blocks, string Text)
{
    /// <summary>Runs the statement and takes back what it changed.</summary>
    public static async Task<QueryPlan> OfAsync(NpgsqlDataSource source, string sql, IEnumerable<NpgsqlParameter> parameters)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"explain (analyze, buffers, format json) {sql}", connection, transaction);
        command.Parameters.AddRange(parameters.ToArray());
        var text = (string)(await command.ExecuteScalarAsync())!;
        using var plan = JsonDocument.Parse(text);
        var root = plan.RootElement[0].GetProperty("Plan");
        return new QueryPlan([.. NodesOf(root)], root.GetProperty("Shared Hit Blocks").GetInt64() + root.GetProperty("Shared Read Blocks").GetInt64(), text);
    }

    /// <summary>As the other, for one statement of a batch.</summary>
    public static Task<QueryPlan> OfAsync(NpgsqlDataSource source, NpgsqlBatchCommand statement) =>
        OfAsync(source, statement.CommandText, statement.Parameters.ToArray().Select(parameter => parameter.Clone()));

    private static IEnumerable<PlanNode> NodesOf(JsonElement plan)
    {
        var removed = Number("Rows Removed by Filter") + Number("Rows Removed by Index Recheck");
        yield return new PlanNode(Text("Relation Name"), Text("Index Name"), (long)((Number("Actual Rows") + removed) * Number("Actual Loops")));
        foreach (var node in plan.TryGetProperty("Plans", out var plans) ? plans.EnumerateArray().SelectMany(NodesOf) : [])
        {
            yield return node;
        }

        string? Text(string name) => plan.TryGetProperty(name, out var value) ? value.GetString() : null;
        double Number(string name) => plan.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
    }
}

/// <summary>One step of a plan.</summary>
/// <param name="Table">The table it reads; null when it reads none.</param>
/// <param name="Index">The index it uses; null for none.</param>
/// <param name="Rows">How many rows it read, those it threw away included.</param>
public sealed record PlanNode(string? Table, string? Index, long Rows);

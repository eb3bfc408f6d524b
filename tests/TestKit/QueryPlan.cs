using System.Text.Json;
using Npgsql;

namespace Tracker.Tests.TestKit;

/// <summary>The execution of a statement by PostgreSQL, for tests of its cost.</summary>
/// <param name="Nodes">The nodes of the plan, the outermost first.</param>
/// <param name="Blocks">The number of 8 KiB blocks of tables and indexes read.</param>
/// <param name="Text">The plan as text.</param>
public sealed record QueryPlan(IReadOnlyList<PlanNode> Nodes, long Blocks, string Text)
{
    /// <summary>Executes the statement and rolls its changes back.</summary>
    public static async Task<QueryPlan> OfAsync(NpgsqlDataSource source, string sql, IEnumerable<NpgsqlParameter> parameters)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"explain (analyze, buffers, format json) {sql}", connection, transaction);
        command.Parameters.AddRange(parameters.ToArray());
        var text = (string)(await command.ExecuteScalarAsync())!;
        return Parse(text);
    }

    /// <summary>Executes one statement of a batch with the plan that PostgreSQL makes for any parameters.</summary>
    public static async Task<QueryPlan> OfGenericAsync(NpgsqlDataSource source, NpgsqlBatchCommand statement)
    {
        var parameters = statement.Parameters.Cast<NpgsqlParameter>().OrderByDescending(given => given.ParameterName.Length).ToList();
        var sql = statement.CommandText;
        for (var i = 0; i < parameters.Count; i++)
        {
            sql = sql.Replace($"@{parameters[i].ParameterName}", $"${i + 1}", StringComparison.Ordinal);
        }

        await using var connection = await source.OpenConnectionAsync();
        await using var prepare = new NpgsqlCommand(
            $"set plan_cache_mode = force_generic_plan; prepare generic ({string.Join(", ", parameters.Select(TypeOf))}) as {sql}", connection);
        await prepare.ExecuteNonQueryAsync();
        await using var explain = new NpgsqlCommand(
            $"explain (analyze, buffers, format json) execute generic ({string.Join(", ", parameters.Select(LiteralOf))})", connection);
        var text = (string)(await explain.ExecuteScalarAsync())!;
        await using var reset = new NpgsqlCommand("reset plan_cache_mode; deallocate generic", connection);
        await reset.ExecuteNonQueryAsync();
        return Parse(text);
    }

    /// <summary>Executes one statement of a batch.</summary>
    public static Task<QueryPlan> OfAsync(NpgsqlDataSource source, NpgsqlBatchCommand statement) =>
        OfAsync(source, statement.CommandText, statement.Parameters.ToArray().Select(parameter => parameter.Clone()));

    private static QueryPlan Parse(string text)
    {
        using var plan = JsonDocument.Parse(text);
        var root = plan.RootElement[0].GetProperty("Plan");
        return new QueryPlan(
            [.. NodesOf(root)], root.GetProperty("Shared Hit Blocks").GetInt64() + root.GetProperty("Shared Read Blocks").GetInt64(), text);
    }

    private static string TypeOf(NpgsqlParameter parameter) => parameter.Value switch
    {
        short => "smallint",
        int => "integer",
        long => "bigint",
        Guid => "uuid",
        string => "text",
        DateOnly => "date",
        DateTime => "timestamptz",
        short[] => "smallint[]",
        string[] => "text[]",
        var other => throw new NotSupportedException($"{other}"),
    };

    private static string LiteralOf(NpgsqlParameter parameter) => parameter.Value switch
    {
        DateOnly day => $"'{day:O}'",
        DateTime time => $"'{time:O}'",
        short[] ranks => $"'{{{string.Join(',', ranks)}}}'",
        string[] texts => $"'{{{string.Join(',', texts)}}}'",
        var other => $"'{other}'",
    };

    private static IEnumerable<PlanNode> NodesOf(JsonElement plan)
    {
        var removed = Number("Rows Removed by Filter") + Number("Rows Removed by Index Recheck");
        yield return new PlanNode(
            Text("Relation Name"), Text("Index Name"), (long)((Number("Actual Rows") + removed) * Number("Actual Loops")));
        foreach (var node in plan.TryGetProperty("Plans", out var plans) ? plans.EnumerateArray().SelectMany(NodesOf) : [])
        {
            yield return node;
        }

        string? Text(string name) => plan.TryGetProperty(name, out var value) ? value.GetString() : null;
        double Number(string name) => plan.TryGetProperty(name, out var value) ? value.GetDouble() : 0;
    }
}

/// <summary>One node of a plan.</summary>
/// <param name="Table">The table it reads; null when it reads none.</param>
/// <param name="Index">The index it uses; null for none.</param>
/// <param name="Rows">The number of rows read, including those filtered out.</param>
public sealed record PlanNode(string? Table, string? Index, long Rows);

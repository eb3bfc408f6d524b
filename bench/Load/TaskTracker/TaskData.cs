using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Bench.Load.TaskTracker;

/// <summary>The tasks in the database, inserted without the api.</summary>
internal sealed class TaskData(string url, Guid owner)
{
    private const int WorthRebuildingIndexes = 50_000;

    // Of a later schema: the seed fills what is there.
    private static readonly Dictionary<string, string> OptionalColumns = new() { ["tags"] = "names" };

    private int seeded;

    /// <summary>Adds tasks until the table has the given number, and leaves the tables as autovacuum would in time.</summary>
    public async Task GrowToAsync(int tasks, CancellationToken ct)
    {
        await using var session = await OpenAsync(ct);
        var present = await CountAsync("", ct);
        if (present >= tasks)
        {
            return;
        }

        // Tasks created through the api count, but have no number in the seed.
        var from = seeded + 1;
        seeded += (int)(tasks - present);
        var indexes = seeded - from > WorthRebuildingIndexes ? await DropIndexesAsync(session, ct) : [];
        await using (var seed = new NpgsqlCommand(await SeedAsync(session, ct), session))
        {
            seed.Parameters.AddWithValue("from", from);
            seed.Parameters.AddWithValue("to", seeded);
            seed.Parameters.AddWithValue("owner", owner);
            await seed.ExecuteNonQueryAsync(ct);
        }

        foreach (var statement in indexes)
        {
            await ExecuteAsync(session, statement, ct);
        }

        foreach (var table in await NamesAsync(session, "select relname from pg_stat_user_tables where n_live_tup > 0", ct))
        {
            await ExecuteAsync(session, $"vacuum (analyze) {table}", ct);
        }

        await ExecuteAsync(session, "checkpoint", ct);
    }

    /// <summary>Counts rows with <c>count(*)</c>.</summary>
    public async Task<long> CountAsync(string where, CancellationToken ct)
    {
        await using var session = await OpenAsync(ct);
        await using var count = new NpgsqlCommand($"select count(*) from tasks {where}", session);
        return (long)(await count.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Returns ids of the caller's tasks, in no order.</summary>
    public async Task<IReadOnlyList<Guid>> SomeIdsAsync(int max, CancellationToken ct)
    {
        await using var session = await OpenAsync(ct);
        await using var command = new NpgsqlCommand("select id from tasks where owner_id = @owner order by md5(id::text) limit @max", session);
        command.Parameters.AddWithValue("owner", owner);
        command.Parameters.AddWithValue("max", max);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var ids = new List<Guid>();
        while (await rows.ReadAsync(ct))
        {
            ids.Add(rows.GetGuid(0));
        }

        return ids;
    }

    public async Task<NpgsqlConnection> OpenAsync(CancellationToken ct)
    {
        var settings = PostgresUrl.Parse(url);
        (settings.Pooling, settings.CommandTimeout, settings.Options) =
            (false, 0, "-c maintenance_work_mem=512MB -c work_mem=64MB -c session_replication_role=replica -c timezone=UTC");
        var session = new NpgsqlConnection(settings.ConnectionString);
        await session.OpenAsync(ct);
        return session;
    }

    public static async Task ExecuteAsync(NpgsqlConnection session, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The seed for the columns of this schema. Triggers are off, so it sets all of them.</summary>
    private static async Task<string> SeedAsync(NpgsqlConnection session, CancellationToken ct)
    {
        var present = (await NamesAsync(session, "select column_name from information_schema.columns where table_name = 'tasks'", ct))
            .Where(OptionalColumns.ContainsKey).ToList();
        return Resource.Text("tasks.sql")
            .Replace("{columns}", string.Concat(present.Select(column => $", {column}")), StringComparison.Ordinal)
            .Replace("{values}", string.Concat(present.Select(column => $", {OptionalColumns[column]}")), StringComparison.Ordinal);
    }

    /// <returns>The statements that create them again.</returns>
    private static async Task<IReadOnlyList<string>> DropIndexesAsync(NpgsqlConnection session, CancellationToken ct)
    {
        const string Indexes =
            "from pg_indexes where tablename in ('tasks', 'task_tags', 'audit_events') and indexdef not like 'CREATE UNIQUE%'";
        var definitions = await NamesAsync(session, $"select indexdef {Indexes}", ct);
        var names = await NamesAsync(session, $"select indexname {Indexes}", ct);
        await ExecuteAsync(session, $"drop index {string.Join(", ", names)}", ct);
        return definitions;
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(NpgsqlConnection session, string sql, CancellationToken ct)
    {
        await using var list = new NpgsqlCommand(sql, session);
        await using var rows = await list.ExecuteReaderAsync(ct);
        var names = new List<string>();
        while (await rows.ReadAsync(ct))
        {
            names.Add(rows.GetString(0));
        }

        return names;
    }
}

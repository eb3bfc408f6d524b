using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Bench.Load.TaskTracker;

/// <summary>The tasks in the database, inserted without the api.</summary>
internal sealed class TaskData(string url, Guid owner, string email)
{
    private const int WorthRebuildingIndexes = 50_000;
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
        await using (var seed = new NpgsqlCommand(Resource.Text("seed.sql"), session))
        {
            seed.Parameters.AddWithValue("from", from);
            seed.Parameters.AddWithValue("to", seeded);
            seed.Parameters.AddWithValue("owner", owner);
            seed.Parameters.AddWithValue("email", email);
            await seed.ExecuteNonQueryAsync(ct);
        }

        foreach (var statement in indexes.Append("vacuum (analyze) tasks")
            .Append("vacuum (analyze) task_tags").Append("vacuum (analyze) task_counts").Append("checkpoint"))
        {
            await ExecuteAsync(session, statement, ct);
        }
    }

    /// <summary>Counts rows with <c>count(*)</c>.</summary>
    public async Task<long> CountAsync(string where, CancellationToken ct)
    {
        await using var session = await OpenAsync(ct);
        await using var count = new NpgsqlCommand($"select count(*) from tasks {where}", session);
        return (long)(await count.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Returns random ids.</summary>
    public async Task<IReadOnlyList<Guid>> SomeIdsAsync(int max, CancellationToken ct)
    {
        await using var session = await OpenAsync(ct);
        await using var command = new NpgsqlCommand("select id from tasks order by md5(id::text) limit @max", session);
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
            (false, 0, "-c maintenance_work_mem=256MB -c work_mem=64MB -c session_replication_role=replica -c timezone=UTC");
        var session = new NpgsqlConnection(settings.ConnectionString);
        await session.OpenAsync(ct);
        return session;
    }

    public static async Task ExecuteAsync(NpgsqlConnection session, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<IReadOnlyList<string>> DropIndexesAsync(NpgsqlConnection session, CancellationToken ct)
    {
        var definitions = new List<string>();
        var names = new List<string>();
        await using (var list = new NpgsqlCommand(
            "select indexname, indexdef from pg_indexes where tablename = 'tasks' and indexdef not like 'CREATE UNIQUE%'", session))
        await using (var rows = await list.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                names.Add(rows.GetString(0));
                definitions.Add(rows.GetString(1));
            }
        }

        await ExecuteAsync(session, $"drop index {string.Join(", ", names)}", ct);
        return definitions;
    }
}

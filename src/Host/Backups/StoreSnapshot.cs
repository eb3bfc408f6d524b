using System.Data;
using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Host.Backups;

/// <summary>
/// A consistent view of a store while this object exists: reads through it and <c>pg_dump</c> with <see cref="Id"/> see the same data.
/// </summary>
internal sealed class StoreSnapshot : IAsyncDisposable
{
    private readonly NpgsqlConnection session;
    private readonly NpgsqlTransaction transaction;

    private StoreSnapshot(NpgsqlConnection session, NpgsqlTransaction transaction, string id) =>
        (this.session, this.transaction, Id) = (session, transaction, id);

    /// <summary>The snapshot's name for other sessions.</summary>
    public string Id { get; }

    public static async Task<StoreSnapshot> TakeAsync(string url, CancellationToken ct)
    {
        var settings = PostgresUrl.Parse(url);
        settings.Pooling = false;
        settings.CommandTimeout = 0;
        var session = new NpgsqlConnection(settings.ConnectionString);
        try
        {
            await session.OpenAsync(ct);
            var transaction = await session.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
            await using var export = new NpgsqlCommand("select pg_export_snapshot()", session, transaction);
            return new StoreSnapshot(session, transaction, (string)(await export.ExecuteScalarAsync(ct))!);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Returns the first column of a query.</summary>
    /// <param name="query">Constant text.</param>
    public async Task<List<string>> ListAsync(string query, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(query, session, transaction);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var names = new List<string>();
        while (await rows.ReadAsync(ct))
        {
            names.Add(rows.GetString(0));
        }

        return names;
    }

    /// <summary>Counts the rows of every table.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountRowsAsync(CancellationToken ct)
    {
        var tables = await ListAsync(
            """
            select format('%I.%I', schemaname, tablename) from pg_tables
            where schemaname <> 'information_schema' and schemaname not like 'pg\_%'
            order by 1
            """,
            ct);
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in tables)
        {
            // A table's name cannot be a parameter; the catalogue returns it quoted.
            await using var count = new NpgsqlCommand($"select count(*) from {table}", session, transaction);
            var name = table.StartsWith("public.", StringComparison.Ordinal) ? table["public.".Length..] : table;
            rows[name] = (long)(await count.ExecuteScalarAsync(ct))!;
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await session.DisposeAsync();
    }
}

using MySqlConnector;

namespace Tracker.Platform.Persistence.MySql;

/// <summary>
/// Updates a database's schema at start, with the rules of <see cref="Migrator"/>. MySQL commits each change of a schema by itself, so a
/// file has one statement, and is recorded before and after it runs.
/// </summary>
internal sealed class MySqlMigrator(MySqlDatabase database)
{
    private const string CreateTable =
        """
        create table schema_migrations (
            module     varchar(100) not null,
            version    integer      not null,
            name       varchar(200) not null,
            checksum   binary(32)   not null,
            applied_at datetime(6),
            primary key (module, version)
        ) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin
        """;

    /// <inheritdoc cref="Migrator.ApplyAsync"/>
    public async Task ApplyAsync(IReadOnlyList<MigrationSet> sets, CancellationToken ct)
    {
        await using var session = database.NewSession();
        await session.OpenAsync(ct);
        await LockAsync(session, ct);
        if (await ScalarAsync(session, "select count(*) from information_schema.tables where table_schema = database() "
            + "and table_name = 'schema_migrations'", ct) == 0)
        {
            await ExecuteAsync(session, CreateTable, [], ct);
        }

        var pending = new List<(string Module, Migration Migration)>();
        foreach (var set in MigrationSet.InOrder(sets))
        {
            pending.AddRange(set.Pending(await AppliedAsync(session, set.Name, ct)).Select(migration => (set.Name, migration)));
        }

        foreach (var (module, migration) in pending)
        {
            await RunAsync(session, module, migration, ct);
        }
    }

    // A lock of the server, not of the database. It ends with the session.
    private async Task LockAsync(MySqlConnection session, CancellationToken ct)
    {
        while (await ScalarAsync(session, "select get_lock(left(concat('tracker migrations ', database()), 64), 5)", ct) != 1)
        {
            ct.ThrowIfCancellationRequested();
        }
    }

    private static async Task<Dictionary<int, AppliedMigration>> AppliedAsync(
        MySqlConnection session, string module, CancellationToken ct)
    {
        var rows = await MySqlDatabase.RowsAsync(
            session,
            "select version, name, checksum, applied_at is not null from schema_migrations where module = @module",
            [MySqlWork.Param("module", module)],
            row => (Version: row.GetInt32(0),
                Applied: new AppliedMigration(row.GetString(1), row.GetFieldValue<byte[]>(2)) { IsComplete = row.GetBoolean(3) }),
            ct);
        return rows.ToDictionary(row => row.Version, row => row.Applied);
    }

    private static async Task RunAsync(MySqlConnection session, string module, Migration migration, CancellationToken ct)
    {
        await RecordAsync(
            "insert ignore into schema_migrations (module, version, name, checksum) values (@module, @version, @name, @checksum)");
        try
        {
            await ExecuteAsync(session, migration.Sql, [], ct);
        }
        catch (MySqlException e) when (e.ErrorCode
            is MySqlErrorCode.TableExists or MySqlErrorCode.DuplicateFieldName or MySqlErrorCode.DuplicateKeyName)
        {
            // The previous start was interrupted between the statement and its record.
        }

        await RecordAsync("update schema_migrations set applied_at = utc_timestamp(6) where module = @module and version = @version");

        Task RecordAsync(string sql) => ExecuteAsync(
            session,
            sql,
            [
                MySqlWork.Param("module", module),
                MySqlWork.Param("version", migration.Version),
                MySqlWork.Param("name", migration.Name),
                MySqlWork.Param("checksum", migration.Checksum),
            ],
            ct);
    }

    private static async Task<long> ScalarAsync(MySqlConnection session, string sql, CancellationToken ct)
    {
        await using var command = new MySqlCommand(sql, session);
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct));
    }

    private static async Task ExecuteAsync(
        MySqlConnection session, string sql, IEnumerable<MySqlParameter> parameters, CancellationToken ct)
    {
        await using var command = MySqlDatabase.Command(session, sql, parameters);
        await command.ExecuteNonQueryAsync(ct);
    }
}

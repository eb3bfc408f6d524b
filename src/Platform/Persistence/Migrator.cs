using Npgsql;

namespace Tracker.Platform.Persistence;

/// <summary>
/// Updates a database's schema at start. Any number of instances can start at once: one applies the changes, the others wait and find none
/// left.
/// </summary>
public sealed class Migrator(Database database)
{
    private const long AdvisoryLock = 0x7472_6163_6b65_72; // "tracker"

    private const string CreateTable =
        """
        create table if not exists schema_migrations (
            module     text        not null,
            version    integer     not null,
            name       text        not null,
            checksum   bytea       not null,
            applied_at timestamptz not null default now(),
            primary key (module, version)
        )
        """;

    /// <summary>
    /// Applies all missing migrations in one transaction, sets in the order of their layers and names. When one fails, the database stays
    /// unchanged and still fits the previous version.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// An applied file has changed, the database has one that this version does not know (it is newer), or a file rejects existing data.
    /// The message names the remedy.
    /// </exception>
    public async Task ApplyAsync(IReadOnlyList<MigrationSet> sets, CancellationToken ct)
    {
        await using var session = database.NewSession();
        await session.OpenAsync(ct);
        // The session only holds the lock and reads; writes are committed like all others.
        await using var locking = new NpgsqlCommand("select pg_advisory_lock(@lock)", session);
        locking.Parameters.Add(Sql.Param("lock", AdvisoryLock));
        await locking.ExecuteNonQueryAsync(ct);
        await using var looking = new NpgsqlCommand("select to_regclass('schema_migrations') is null", session);
        var isNew = (bool)(await looking.ExecuteScalarAsync(ct))!;
        var pending = new List<(string Module, Migration Migration)>();
        foreach (var set in MigrationSet.InOrder(sets))
        {
            var migrations = isNew ? set.Migrations : set.Pending(await AppliedAsync(session, set.Name, ct));
            pending.AddRange(migrations.Select(migration => (set.Name, migration)));
        }

        if (pending.Count == 0)
        {
            return;
        }

        await using var work = database.BeginLong();
        await work.ExecuteAsync(CreateTable, [], ct);
        foreach (var (module, migration) in pending)
        {
            await RunAsync(work, module, migration, ct);
        }

        await work.CommitAsync(ct);
    }

    private static async Task<Dictionary<int, AppliedMigration>> AppliedAsync(
        NpgsqlConnection session, string module, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            "select version, name, checksum from schema_migrations where module = @module", session);
        command.Parameters.Add(Sql.Param("module", module));
        await using var reader = await command.ExecuteReaderAsync(ct);
        var applied = new Dictionary<int, AppliedMigration>();
        while (await reader.ReadAsync(ct))
        {
            applied.Add(reader.GetInt32(0), new AppliedMigration(reader.GetString(1), reader.GetFieldValue<byte[]>(2)));
        }

        return applied;
    }

    private static async Task RunAsync(UnitOfWork work, string module, Migration migration, CancellationToken ct)
    {
        try
        {
            await work.ExecuteAsync(migration.Sql, [], ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.RaiseException)
        {
            throw new InvalidOperationException($"Migration {module}/{migration.Name} was not applied. {e.MessageText}", e);
        }

        work.Add(
            "insert into schema_migrations (module, version, name, checksum) values (@module, @version, @name, @checksum)",
            Sql.Param("module", module),
            Sql.Param("version", migration.Version),
            Sql.Param("name", migration.Name),
            Sql.Param("checksum", migration.Checksum));
    }
}

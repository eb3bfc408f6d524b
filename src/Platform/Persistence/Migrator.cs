using Dapper;
using Npgsql;

namespace Tracker.Platform.Persistence;

/// <summary>Brings a database's schema up to date at start. Any number of instances may start at once: one applies, the
/// others wait and find nothing to do.</summary>
public sealed class Migrator(Database database)
{
    private const long AdvisoryLock = 0x7472_6163_6b65_72; // "tracker"

    /// <summary>Applies what is missing, set by set, each file in its own transaction.</summary>
    /// <exception cref="InvalidOperationException">A file that was applied before has changed since, or the database has one this program
    /// does not know (it is newer).</exception>
    public async Task ApplyAsync(IReadOnlyList<MigrationSet> sets, CancellationToken ct)
    {
        await using var session = database.NewSession();
        await session.OpenAsync(ct);
        // The session holds the lock and reads; what writes is committed as all writes are.
        await session.ExecuteAsync(new CommandDefinition("select pg_advisory_lock(@AdvisoryLock)", new { AdvisoryLock }, cancellationToken: ct));
        if (!await session.ExecuteScalarAsync<bool>(new CommandDefinition("select to_regclass('schema_migrations') is not null", cancellationToken: ct)))
        {
            await using var work = database.BeginLong();
            await work.ExecuteAsync(
                """
                create table schema_migrations (
                    module     text        not null,
                    version    integer     not null,
                    name       text        not null,
                    checksum   bytea       not null,
                    applied_at timestamptz not null default now(),
                    primary key (module, version)
                )
                """,
                null,
                ct);
            await work.CommitAsync(ct);
        }

        foreach (var set in sets)
        {
            await ApplyAsync(session, set, ct);
        }
    }

    private async Task ApplyAsync(NpgsqlConnection session, MigrationSet set, CancellationToken ct)
    {
        var applied = (await session.QueryAsync<(int Version, string Name, byte[] Checksum)>(new CommandDefinition(
            "select version, name, checksum from schema_migrations where module = @Name", new { set.Name }, cancellationToken: ct)))
            .ToDictionary(row => row.Version);
        foreach (var migration in set.Migrations)
        {
            if (!applied.Remove(migration.Version, out var row))
            {
                await RunAsync(set.Name, migration, ct);
            }
            else if (!row.Checksum.AsSpan().SequenceEqual(migration.Checksum))
            {
                throw new InvalidOperationException($"Migration {set.Name}/{row.Name} was applied to this database and has changed since. Restore the file and put the change into a new one.");
            }
        }

        if (applied.Count > 0)
        {
            throw new InvalidOperationException($"The database has migration {set.Name}/{applied.Values.First().Name}, which this version does not know. Run a version at least as new as the one that applied it.");
        }
    }

    private async Task RunAsync(string module, Migration migration, CancellationToken ct)
    {
        await using var work = database.BeginLong();
        await work.ExecuteAsync(migration.Sql, null, ct);
        work.Add(
            "insert into schema_migrations (module, version, name, checksum) values (@module, @version, @name, @checksum)",
            Sql.Param("module", module),
            Sql.Param("version", migration.Version),
            Sql.Param("name", migration.Name),
            Sql.Param("checksum", migration.Checksum));
        await work.CommitAsync(ct);
    }
}

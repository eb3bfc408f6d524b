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
        await session.ExecuteAsync(new CommandDefinition("select pg_advisory_lock(@AdvisoryLock)", new { AdvisoryLock }, cancellationToken: ct));
        await session.ExecuteAsync(new CommandDefinition(
            """
            create table if not exists schema_migrations (
                module     text        not null,
                version    integer     not null,
                name       text        not null,
                checksum   bytea       not null,
                applied_at timestamptz not null default now(),
                primary key (module, version)
            )
            """,
            cancellationToken: ct));
        foreach (var set in sets)
        {
            await ApplyAsync(session, set, ct);
        }
    }

    private static async Task ApplyAsync(NpgsqlConnection session, MigrationSet set, CancellationToken ct)
    {
        var applied = (await session.QueryAsync<(int Version, string Name, byte[] Checksum)>(new CommandDefinition(
            "select version, name, checksum from schema_migrations where module = @Name", new { set.Name }, cancellationToken: ct)))
            .ToDictionary(row => row.Version);
        foreach (var migration in set.Migrations)
        {
            if (!applied.Remove(migration.Version, out var row))
            {
                await RunAsync(session, set.Name, migration, ct);
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

    private static async Task RunAsync(NpgsqlConnection session, string module, Migration migration, CancellationToken ct)
    {
        await using var transaction = await session.BeginTransactionAsync(ct);
        await session.ExecuteAsync(new CommandDefinition(migration.Sql, transaction: transaction, cancellationToken: ct));
        await session.ExecuteAsync(new CommandDefinition(
            "insert into schema_migrations (module, version, name, checksum) values (@module, @Version, @Name, @Checksum)",
            new { module, migration.Version, migration.Name, migration.Checksum }, transaction, cancellationToken: ct));
        await transaction.CommitAsync(ct);
    }
}

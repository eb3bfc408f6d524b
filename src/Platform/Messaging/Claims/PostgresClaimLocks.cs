using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging.Claims;

/// <summary>Advisory locks of PostgreSQL.</summary>
internal sealed class PostgresClaimLocks(Database database, IEnumerable<ClaimedRows> tables) : IClaimLocks
{
    // The first key of the lock. The second is the owner's number.
    private const int LockClass = 0x636c_6169;

    private readonly string missing =
        $"""
        select distinct claimed_by
        from ({ClaimedRows.Owners(tables)}) as claimed
        where not exists (
            select from pg_locks
            where locktype = 'advisory' and objsubid = 2 and granted
              and classid::bigint = {LockClass} and objid::bigint = claimed.claimed_by
              and database = (select oid from pg_database where datname = current_database()))
        """;

    public async Task<IClaimLock> TakeAsync(int number, CancellationToken ct)
    {
        var session = database.NewSession();
        try
        {
            await session.OpenAsync(ct);
            // Shared: the server may not have noticed yet that the previous session of this instance is gone.
            // A plain index scan marks the entries of ended claims as dead when it meets them. Other plans read them, or the whole table,
            // again each time.
            await using var take = new NpgsqlCommand(
                """
                select pg_advisory_lock_shared(@class, @number),
                       set_config('enable_seqscan', 'off', false), set_config('enable_bitmapscan', 'off', false)
                """,
                session);
            take.Parameters.Add(Sql.Param("class", LockClass));
            take.Parameters.Add(Sql.Param("number", number));
            await take.ExecuteNonQueryAsync(ct);
            return new HeldLock(session, missing);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    // A statement of a dead instance may still run on the server: its rows are skipped and released by the next step.
    public Task<int> ReleaseAsync(ClaimedRows rows, int[] owners, CancellationToken ct) => database.ExecuteAsync(
        $"""
        update {rows.Table} set claimed_by = null, {rows.Unclaim}
        where id = any (array(select id from {rows.Table} where claimed_by = any (@owners) for update skip locked))
        """,
        [Sql.Param("owners", owners)],
        ct);

    private sealed class HeldLock(NpgsqlConnection session, string missing) : IClaimLock
    {
        public async Task<IReadOnlyList<int>> FindMissingAsync(CancellationToken ct)
        {
            await using var find = new NpgsqlCommand(missing, session);
            await using var reader = await find.ExecuteReaderAsync(ct);
            var owners = new List<int>();
            while (await reader.ReadAsync(ct))
            {
                owners.Add(reader.GetInt32(0));
            }

            return owners;
        }

        public ValueTask DisposeAsync() => session.DisposeAsync();
    }
}

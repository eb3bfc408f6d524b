using MySqlConnector;
using Tracker.Platform.Messaging.Claims;
using Tracker.Platform.Persistence.MySql;

namespace Tracker.Platform.Messaging.MySql;

/// <summary>Named locks of MySQL (<c>get_lock</c>). Their names hold for the whole server, so they contain the database.</summary>
internal sealed class MySqlClaimLocks(MySqlDatabase database, IEnumerable<ClaimedRows> tables) : IClaimLocks
{
    private readonly string missing =
        $"""
        select claimed_by from (select distinct claimed_by from ({ClaimedRows.Owners(tables)}) claims) owners
        where is_used_lock({NameOf("claimed_by")}) is null
        """;

    public async Task<IClaimLock> TakeAsync(int number, CancellationToken ct)
    {
        var session = database.NewSession();
        try
        {
            await session.OpenAsync(ct);
            // The server may not have noticed yet that the previous session of this instance is gone.
            await using var take = MySqlDatabase.Command(
                session, $"select get_lock({NameOf("@number")}, 5)", [MySqlWork.Param("number", number)]);
            return Convert.ToInt32(await take.ExecuteScalarAsync(ct)) == 1
                ? new HeldLock(session, missing)
                : throw new InvalidOperationException("Another session still holds the lock of this instance.");
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public Task<int> ReleaseAsync(ClaimedRows rows, int[] owners, CancellationToken ct)
    {
        var list = new MySqlList<int>("owner", owners);
        return database.ExecuteAsync(
            $"update {rows.Table} set claimed_by = null, {rows.Unclaim} where claimed_by in {list}", list.Parameters, ct);
    }

    private static string NameOf(string number) => $"concat('tracker_claim_', md5(database()), '_', {number})";

    private sealed class HeldLock(MySqlConnection session, string missing) : IClaimLock
    {
        public async Task<IReadOnlyList<int>> FindMissingAsync(CancellationToken ct) =>
            await MySqlDatabase.RowsAsync(session, missing, [], row => row.GetInt32(0), ct);

        public ValueTask DisposeAsync() => session.DisposeAsync();
    }
}

using Npgsql;
using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Identity.Sessions;

/// <summary>An active user, as currently stored.</summary>
/// <param name="Email">As typed.</param>
/// <param name="Role">One of <see cref="Roles"/>. It takes precedence over the token's role.</param>
public sealed record ActiveUser(Guid Id, long Number, string Email, string Role)
{
    public override string ToString() => Id.ToString();
}

/// <summary>
/// Finds the user of a token, for every request. A user is remembered for 1 s: a deactivation or another role counts at once when this
/// process makes the change, and within 1 s when another one does.
/// </summary>
public sealed class CallerLookup
{
    private readonly Database database;
    private readonly RecentUsers<Guid> byId;
    private readonly RecentUsers<long> byNumber;

    internal CallerLookup(Database database, UserStore users, TimeProvider clock)
    {
        this.database = database;
        byId = new(
            id => ReadAsync("select id, number, email, role from users where id = @key and is_active", Sql.Param("key", id)), clock);
        byNumber = new(
            number => ReadAsync("select id, number, email, role from users where number = @key and is_active", Sql.Param("key", number)),
            clock);
        users.AccessChanged += (_, _) =>
        {
            byId.Forget();
            byNumber.Forget();
        };
    }

    /// <summary>Null when the user does not exist or is deactivated.</summary>
    public ValueTask<ActiveUser?> FindAsync(Guid userId, CancellationToken ct) => byId.FindAsync(userId, ct);

    /// <summary>Null when the user does not exist or is deactivated.</summary>
    public ValueTask<ActiveUser?> FindAsync(long number, CancellationToken ct) => byNumber.FindAsync(number, ct);

    // Without a token: requests that were not cancelled share the read.
    private async Task<ActiveUser?> ReadAsync(string sql, NpgsqlParameter key)
    {
        var found = await database.ReadAsync(
            sql,
            [key],
            row => new ActiveUser(row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetString(3)),
            CancellationToken.None);
        return found.SingleOrDefault();
    }
}

using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Identity.Sessions;

/// <summary>An active user, as currently stored.</summary>
/// <param name="Email">As typed.</param>
/// <param name="Role">One of <see cref="Roles"/>. It takes precedence over the token's role.</param>
public sealed record ActiveUser(Guid Id, long Number, string Email, string Role)
{
    public override string ToString() => Id.ToString();
}

/// <summary>Finds the user of a token. It runs for every request, so it is one unmapped read by primary key.</summary>
public sealed class CallerLookup
{
    private readonly Database database;

    internal CallerLookup(Database database) => this.database = database;

    /// <summary>Null when the user does not exist or is deactivated.</summary>
    public Task<ActiveUser?> FindAsync(Guid userId, CancellationToken ct) =>
        ReadAsync("select id, number, email, role from users where id = @key and is_active", Sql.Param("key", userId), ct);

    /// <summary>Null when the user does not exist or is deactivated.</summary>
    public Task<ActiveUser?> FindAsync(long number, CancellationToken ct) =>
        ReadAsync("select id, number, email, role from users where number = @key and is_active", Sql.Param("key", number), ct);

    private async Task<ActiveUser?> ReadAsync(string sql, NpgsqlParameter key, CancellationToken ct)
    {
        var found = await database.ReadAsync(
            sql, [key], row => new ActiveUser(row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetString(3)), ct);
        return found.SingleOrDefault();
    }
}

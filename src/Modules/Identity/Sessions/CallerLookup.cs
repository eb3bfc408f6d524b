using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Identity.Sessions;

/// <summary>An active user, as the database has them now.</summary>
/// <param name="Id">Their UUID.</param>
/// <param name="Number">Their number.</param>
/// <param name="Email">As it was typed.</param>
/// <param name="Role">One of <see cref="Roles"/>; it counts, whatever the token says.</param>
public sealed record ActiveUser(Guid Id, long Number, string Email, string Role)
{
    /// <summary>The id only.</summary>
    public override string ToString() => Id.ToString();
}

/// <summary>Finds who is behind a token. It runs on every request, so it is one read by primary key without any mapping.</summary>
public sealed class CallerLookup
{
    private readonly Database database;

    internal CallerLookup(Database database) => this.database = database;

    /// <summary>The active user with this UUID; null when there is none or it was deactivated.</summary>
    public Task<ActiveUser?> FindAsync(Guid userId, CancellationToken ct) =>
        ReadAsync("select id, number, email, role from users where id = @key and is_active", Sql.Param("key", userId), ct);

    /// <summary>The active user with this number; null when there is none or it was deactivated.</summary>
    public Task<ActiveUser?> FindAsync(long number, CancellationToken ct) =>
        ReadAsync("select id, number, email, role from users where number = @key and is_active", Sql.Param("key", number), ct);

    private async Task<ActiveUser?> ReadAsync(string sql, NpgsqlParameter key, CancellationToken ct)
    {
        var found = await database.ReadAsync(
            sql, [key], row => new ActiveUser(row.GetGuid(0), row.GetInt64(1), row.GetString(2), row.GetString(3)), ct);
        return found.SingleOrDefault();
    }
}

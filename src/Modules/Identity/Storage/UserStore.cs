using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Identity.Storage;

/// <summary>A user with the password hash, which only logins need.</summary>
internal sealed record Credentials(User User, string PasswordHash);

/// <summary>A user that is not stored yet.</summary>
internal sealed record NewUser(EmailAddress Email, string PasswordHash, string Role)
{
    public string? Username { get; init; }

    public string? FullName { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? Phone { get; init; }

    /// <summary>Nothing of it: it holds a password hash.</summary>
    public override string ToString() => nameof(NewUser);
}

internal sealed class UserStore(Database database)
{
    public const string UsernameIndex = "users_username_folded_key";

    /// <summary>Unique constraints on e-mail. A system may add <c>users_email_key</c>; PostgreSQL may report either.</summary>
    public static readonly IReadOnlyList<string> EmailKeys = ["users_email_folded_key", "users_email_key"];

    private const string Columns =
        """
        id, number, email, username, full_name, first_name, last_name, phone, role, is_active, deactivated_at, created_at, updated_at
        """;

    private const string CredentialsColumns = $"{Columns}, password_hash";

    /// <summary>Raised when this process has committed a change of what a user may do.</summary>
    public event EventHandler? AccessChanged;

    public Task<User?> FindByIdAsync(Guid id, CancellationToken ct) =>
        FindAsync($"select {Columns} from users where id = @id", Sql.Param("id", id), User, ct);

    /// <summary>Reads a user whose row this transaction has locked.</summary>
    public static async Task<User> GetAsync(UnitOfWork work, Guid id, CancellationToken ct) =>
        (await work.ReadAsync($"select {Columns} from users where id = @id", [Sql.Param("id", id)], User, ct))[0];

    public Task<User?> FindByNumberAsync(long number, CancellationToken ct) =>
        FindAsync($"select {Columns} from users where number = @number", Sql.Param("number", number), User, ct);

    public Task<User?> FindByEmailAsync(EmailAddress email, CancellationToken ct) =>
        FindAsync($"select {Columns} from users where email_folded = @folded", Sql.Param("folded", email.Folded), User, ct);

    public Task<Credentials?> FindCredentialsAsync(Guid id, CancellationToken ct) =>
        FindAsync($"select {CredentialsColumns} from users where id = @id", Sql.Param("id", id), Credentials, ct);

    /// <summary>
    /// Finds by e-mail address or username: two users when the address of one is the username of another, the owner of the address first.
    /// </summary>
    public async Task<IReadOnlyList<Credentials>> FindCredentialsAsync(string login, CancellationToken ct) =>
        await database.ReadAsync(
            $"""
            select {CredentialsColumns}
            from users
            where email_folded = @folded or username_folded = @folded
            order by email_folded = @folded desc
            """,
            [Sql.Param("folded", TextFold.Of(login))],
            Credentials,
            ct);

    public static async Task<User> InsertAsync(UnitOfWork work, NewUser account, DateTime now, CancellationToken ct)
    {
        var users = await work.ReadAsync(
            $"""
            insert into users (id, email, email_folded, username, username_folded, password_hash,
                               full_name, first_name, last_name, phone, role, created_at, updated_at)
            values (@id, @email, @email_folded, @username, @username_folded, @password_hash,
                    @full_name, @first_name, @last_name, @phone, @role, @now, @now)
            returning {Columns}
            """,
            [
                Sql.Param("id", Uuid.NewOrdered(now)),
                Sql.Param("email", account.Email.Value),
                Sql.Param("email_folded", account.Email.Folded),
                Sql.Param("username", account.Username),
                Sql.Param("username_folded", account.Username is { } username ? TextFold.Of(username) : null),
                Sql.Param("password_hash", account.PasswordHash),
                Sql.Param("full_name", account.FullName),
                Sql.Param("first_name", account.FirstName),
                Sql.Param("last_name", account.LastName),
                Sql.Param("phone", account.Phone),
                Sql.Param("role", account.Role),
                Sql.Param("now", now),
            ],
            User,
            ct);
        return users[0];
    }

    /// <summary>Replaces the hash if it is still the verified one.</summary>
    /// <returns>False when it has changed or the user is inactive.</returns>
    public static async Task<bool> ReplacePasswordAsync(
        UnitOfWork work, Guid id, string oldHash, string newHash, DateTime now, CancellationToken ct) =>
        await work.ExecuteAsync(
            "update users set password_hash = @new_hash, updated_at = @now where id = @id and password_hash = @old_hash and is_active",
            [Sql.Param("id", id), Sql.Param("old_hash", oldHash), Sql.Param("new_hash", newHash), Sql.Param("now", now)],
            ct) == 1;

    public static void ResetPassword(UnitOfWork work, Guid id, string hash, DateTime now) => work.Add(
        "update users set password_hash = @hash, updated_at = @now where id = @id",
        Sql.Param("hash", hash), Sql.Param("now", now), Sql.Param("id", id));

    public void Deactivate(UnitOfWork work, Guid id, DateTime now) => ChangeAccess(
        work,
        "update users set is_active = false, deactivated_at = @now, updated_at = @now where id = @id and is_active",
        Sql.Param("now", now), Sql.Param("id", id));

    public void SetRole(UnitOfWork work, Guid id, string role, DateTime now) => ChangeAccess(
        work,
        "update users set role = @role, updated_at = @now where id = @id and role <> @role",
        Sql.Param("role", role), Sql.Param("now", now), Sql.Param("id", id));

    public async Task<long> CountDeactivatedAsync(DateTime before, CancellationToken ct)
    {
        var counts = await database.ReadAsync(
            "select count(*) from users where not is_active and deactivated_at <= @before",
            [Sql.Param("before", before)],
            row => row.GetInt64(0),
            ct);
        return counts[0];
    }

    public Task<int> DeleteDeactivatedAsync(DateTime before, int batch, CancellationToken ct) => database.ExecuteAsync(
        """
        delete from users
        where id in (
            select id from users where not is_active and deactivated_at <= @before
            order by deactivated_at limit @batch for update skip locked)
        """,
        [Sql.Param("before", before), Sql.Param("batch", batch)],
        ct);

    private void ChangeAccess(UnitOfWork work, string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        work.Add(sql, parameters);
        work.AfterCommit(() => AccessChanged?.Invoke(this, EventArgs.Empty));
    }

    private static User User(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetInt64(1),
        row.GetString(2),
        Text(row, 3),
        Text(row, 4),
        Text(row, 5),
        Text(row, 6),
        Text(row, 7),
        row.GetString(8),
        row.GetBoolean(9),
        row.IsDBNull(10) ? null : row.GetDateTime(10),
        row.GetDateTime(11),
        row.GetDateTime(12));

    private static Credentials Credentials(NpgsqlDataReader row) => new(User(row), row.GetString(13));

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private async Task<T?> FindAsync<T>(string sql, NpgsqlParameter parameter, Func<NpgsqlDataReader, T> read, CancellationToken ct)
        where T : class
    {
        var found = await database.ReadAsync(sql, [parameter], read, ct);
        return found.SingleOrDefault();
    }
}

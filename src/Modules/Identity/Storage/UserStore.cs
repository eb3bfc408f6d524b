using Dapper;
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
        id as Id, number as Number, email as Email, username as Username,
        full_name as FullName, first_name as FirstName, last_name as LastName, phone as Phone,
        role as Role, is_active as IsActive, deactivated_at as DeactivatedAt, created_at as CreatedAt, updated_at as UpdatedAt
        """;

    public Task<User?> FindByIdAsync(Guid id, CancellationToken ct) =>
        FindAsync($"select {Columns} from users where id = @id", new { id }, ct);

    /// <summary>Reads a user whose row this transaction has locked.</summary>
    public static async Task<User> GetAsync(UnitOfWork work, Guid id, CancellationToken ct) =>
        (await work.QueryAsync<User>($"select {Columns} from users where id = @id", new { id }, ct))[0];

    public Task<User?> FindByNumberAsync(long number, CancellationToken ct) =>
        FindAsync($"select {Columns} from users where number = @number", new { number }, ct);

    public Task<User?> FindByEmailAsync(EmailAddress email, CancellationToken ct) =>
        FindAsync($"select {Columns} from users where email_folded = @Folded", new { email.Folded }, ct);

    public Task<Credentials?> FindCredentialsAsync(Guid id, CancellationToken ct) =>
        FindCredentialsAsync($"select {Columns}, password_hash as PasswordHash from users where id = @id", new { id }, ct);

    /// <summary>Finds by e-mail address or username. The owner of an address takes precedence over a user with the same username.</summary>
    public Task<Credentials?> FindCredentialsAsync(string login, CancellationToken ct) =>
        FindCredentialsAsync(
            $"""
            select {Columns}, password_hash as PasswordHash
            from users
            where email_folded = @folded or username_folded = @folded
            order by email_folded = @folded desc
            limit 1
            """,
            new { folded = TextFold.Of(login) }, ct);

    public static async Task<User> InsertAsync(UnitOfWork work, NewUser account, DateTime now, CancellationToken ct)
    {
        var users = await work.QueryAsync<User>(
            $"""
            insert into users (id, email, email_folded, username, username_folded, password_hash,
                               full_name, first_name, last_name, phone, role, created_at, updated_at)
            values (@Id, @Email, @EmailFolded, @Username, @UsernameFolded, @PasswordHash,
                    @FullName, @FirstName, @LastName, @Phone, @Role, @Now, @Now)
            returning {Columns}
            """,
            new
            {
                Id = Guid.CreateVersion7(new DateTimeOffset(now)),
                Email = account.Email.Value,
                EmailFolded = account.Email.Folded,
                account.Username,
                UsernameFolded = account.Username is { } username ? TextFold.Of(username) : null,
                account.PasswordHash,
                account.FullName,
                account.FirstName,
                account.LastName,
                account.Phone,
                account.Role,
                Now = now,
            },
            ct);
        return users[0];
    }

    /// <summary>Replaces the hash if it is still the verified one.</summary>
    /// <returns>False when it has changed or the user is inactive.</returns>
    public static async Task<bool> ReplacePasswordAsync(
        UnitOfWork work, Guid id, string oldHash, string newHash, DateTime now, CancellationToken ct)
    {
        var changed = await work.QueryAsync<Guid>(
            """
            update users set password_hash = @newHash, updated_at = @now
            where id = @id and password_hash = @oldHash and is_active
            returning id
            """,
            new { id, oldHash, newHash, now },
            ct);
        return changed.Count == 1;
    }

    public static void ResetPassword(UnitOfWork work, Guid id, string hash, DateTime now) => work.Add(
        "update users set password_hash = @hash, updated_at = @now where id = @id",
        Sql.Param("hash", hash), Sql.Param("now", now), Sql.Param("id", id));

    public static void Deactivate(UnitOfWork work, Guid id, DateTime now) => work.Add(
        "update users set is_active = false, deactivated_at = @now, updated_at = @now where id = @id and is_active",
        Sql.Param("now", now), Sql.Param("id", id));

    public static void SetRole(UnitOfWork work, Guid id, string role, DateTime now) => work.Add(
        "update users set role = @role, updated_at = @now where id = @id and role <> @role",
        Sql.Param("role", role), Sql.Param("now", now), Sql.Param("id", id));

    public async Task<long> CountDeactivatedAsync(DateTime before, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "select count(*) from users where not is_active and deactivated_at <= @before", new { before }, cancellationToken: ct));
    }

    public Task<int> DeleteDeactivatedAsync(DateTime before, int batch, CancellationToken ct) => database.ExecuteAsync(
        """
        delete from users
        where id in (
            select id from users where not is_active and deactivated_at <= @before
            order by deactivated_at limit @batch for update skip locked)
        """,
        new { before, batch },
        ct);

    private async Task<User?> FindAsync(string sql, object parameters, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<User>(new CommandDefinition(sql, parameters, cancellationToken: ct));
    }

    private async Task<Credentials?> FindCredentialsAsync(string sql, object parameters, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        var found = await connection.QueryAsync<User, string, Credentials>(
            new CommandDefinition(sql, parameters, cancellationToken: ct),
            (user, hash) => new Credentials(user, hash),
            splitOn: "PasswordHash");
        return found.SingleOrDefault();
    }
}

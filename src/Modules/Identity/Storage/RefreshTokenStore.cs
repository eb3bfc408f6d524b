using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Identity.Storage;

/// <summary>A family: the refresh tokens of one login, each issued by the use of the previous one.</summary>
internal sealed record TokenFamily(Guid FamilyId, Guid UserId);

/// <summary>
/// The SQL of <c>refresh_tokens</c>. Creating a token takes a share lock on its user's row, revoking an exclusive one, both before they
/// touch a token. So a revocation waits for tokens in creation, sees them, and no token is created meanwhile.
/// </summary>
internal sealed class RefreshTokenStore(Database database)
{
    /// <summary>Starts a family if the user is active and the password is still the verified one.</summary>
    /// <returns>False when either has changed.</returns>
    public static async Task<bool> StartFamilyAsync(
        UnitOfWork work, Guid family, Credentials of, byte[] hash, DateTime expiresAt, DateTime now, CancellationToken ct) =>
        await work.ExecuteAsync(
            """
            with owner as (select id from users where id = @user_id and is_active and password_hash = @password_hash for share)
            insert into refresh_tokens (id, user_id, family_id, token_hash, expires_at, created_at)
            select @id, owner.id, @id, @hash, @expires_at, @now from owner
            """,
            [
                Sql.Param("id", family),
                Sql.Param("user_id", of.User.Id),
                Sql.Param("password_hash", of.PasswordHash),
                Sql.Param("hash", hash),
                Sql.Param("expires_at", expiresAt),
                Sql.Param("now", now),
            ],
            ct) == 1;

    /// <summary>Uses a token. The update succeeds for exactly one of several callers with the same token.</summary>
    /// <returns>Null when the token is unknown, expired or already used, or its user is inactive.</returns>
    public static async Task<TokenFamily?> UseAsync(UnitOfWork work, byte[] hash, DateTime now, CancellationToken ct)
    {
        var used = await work.ReadAsync(
            """
            with owner as (
                select users.id from users
                where users.id = (select user_id from refresh_tokens where token_hash = @hash) and users.is_active
                for share
            )
            update refresh_tokens set revoked = true from owner
            where token_hash = @hash and user_id = owner.id and not revoked and expires_at > @now
            returning family_id, user_id
            """,
            [Sql.Param("hash", hash), Sql.Param("now", now)],
            Family,
            ct);
        return used.SingleOrDefault();
    }

    public static void Continue(UnitOfWork work, TokenFamily family, byte[] hash, DateTime expiresAt, DateTime now) => work.Add(
        """
        insert into refresh_tokens (id, user_id, family_id, token_hash, expires_at, created_at)
        values (@id, @user_id, @family_id, @hash, @expires_at, @now)
        """,
        Sql.Param("id", Guid.CreateVersion7(new DateTimeOffset(now))),
        Sql.Param("user_id", family.UserId),
        Sql.Param("family_id", family.FamilyId),
        Sql.Param("hash", hash),
        Sql.Param("expires_at", expiresAt),
        Sql.Param("now", now));

    public static void RevokeFamily(UnitOfWork work, TokenFamily family)
    {
        work.Add("select id from users where id = @user_id for no key update", Sql.Param("user_id", family.UserId));
        work.Add(
            "update refresh_tokens set revoked = true where family_id = @family_id and not revoked",
            Sql.Param("family_id", family.FamilyId));
    }

    /// <summary>
    /// Revokes all tokens of a user. The caller holds the lock of the user's row, because it has changed it in the same transaction.
    /// </summary>
    public static void RevokeAllOf(UnitOfWork work, Guid userId) => work.Add(
        "update refresh_tokens set revoked = true where user_id = @user_id and not revoked", Sql.Param("user_id", userId));

    public async Task<(TokenFamily Family, bool Revoked)?> FindFamilyAsync(byte[] hash, CancellationToken ct)
    {
        var found = await database.ReadAsync<(TokenFamily, bool)?>(
            "select family_id, user_id, revoked from refresh_tokens where token_hash = @hash",
            [Sql.Param("hash", hash)],
            row => (Family(row), row.GetBoolean(2)),
            ct);
        return found.SingleOrDefault();
    }

    public Task<int> DeleteExpiredAsync(DateTime before, int batch, CancellationToken ct) => database.ExecuteAsync(
        """
        delete from refresh_tokens
        where id in (select id from refresh_tokens where expires_at < @before order by expires_at limit @batch for update skip locked)
        """,
        [Sql.Param("before", before), Sql.Param("batch", batch)],
        ct);

    private static TokenFamily Family(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetGuid(1));
}

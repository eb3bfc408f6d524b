using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Orders;

/// <summary>The previous use of a key.</summary>
internal sealed record UsedKey(byte[] BodyHash, Guid OrderId, DateTime CreatedAt);

internal sealed class IdempotencyKeys(Database database)
{
    /// <summary>From the first use of a key to its expiry.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    // Below the statement timeout, so that a request that waits for another gets an answer instead of a timeout.
    private const string MaxWait = "1500ms";

    /// <summary>
    /// Takes the key in the caller's transaction. It must be the first write, so that a request with the same key waits before it has done
    /// anything.
    /// </summary>
    public static void Take(UnitOfWork work, string key, byte[] bodyHash, Order order)
    {
        work.Add("select set_config('lock_timeout', @wait, true)", Sql.Param("wait", MaxWait));
        work.Add(
            """
            insert into order_idempotency_keys (user_id, key, body_hash, order_id, created_at)
            values (@user_id, @key, @body_hash, @order_id, @now)
            """,
            Sql.Param("user_id", order.UserId),
            Sql.Param("key", key),
            Sql.Param("body_hash", bodyHash),
            Sql.Param("order_id", order.Id),
            Sql.Param("now", order.CreatedAt));
    }

    /// <summary>Whether a commit failed because the key is already used.</summary>
    public static bool IsUsed(PostgresException e) =>
        e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "order_idempotency_keys_pkey" };

    /// <summary>Whether a commit timed out waiting for another request with the key.</summary>
    public static bool IsInUse(PostgresException e) => e.SqlState == PostgresErrorCodes.LockNotAvailable;

    public async Task<UsedKey?> FindAsync(Guid userId, string key, CancellationToken ct)
    {
        var found = await database.ReadAsync(
            "select body_hash, order_id, created_at from order_idempotency_keys where user_id = @user_id and key = @key",
            [Sql.Param("user_id", userId), Sql.Param("key", key)],
            row => new UsedKey(row.GetFieldValue<byte[]>(0), row.GetGuid(1), row.GetDateTime(2)),
            ct);
        return found.SingleOrDefault();
    }

    /// <summary>Deletes an expired key.</summary>
    public Task ForgetAsync(Guid userId, string key, DateTime before, CancellationToken ct) => database.ExecuteAsync(
        "delete from order_idempotency_keys where user_id = @user_id and key = @key and created_at < @before",
        [Sql.Param("user_id", userId), Sql.Param("key", key), Sql.Param("before", before)],
        ct);

    public Task<int> PurgeAsync(DateTime before, int max, CancellationToken ct) => database.ExecuteAsync(
        """
        delete from order_idempotency_keys
        where (user_id, key) in (
            select user_id, key from order_idempotency_keys where created_at < @before
            order by created_at limit @max
            for update skip locked)
        """,
        [Sql.Param("before", before), Sql.Param("max", max)],
        ct);
}

using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Idempotency;

/// <summary>The previous use of a key.</summary>
internal sealed record UsedKey(byte[] BodyHash, Guid CreatedId, DateTime CreatedAt);

/// <summary>The keys of one kind of creation. They are kept for a day.</summary>
/// <param name="table">
/// Created by the module's migrations: <c>user_id uuid</c>, <c>key varchar(255)</c>, <c>body_hash bytea</c>, the column of the created id
/// and <c>created_at timestamptz</c>, with the primary key <c>…_pkey (user_id, key)</c> and an index on <c>created_at</c>.
/// </param>
/// <param name="idColumn">The column with the id of what was created.</param>
public sealed class IdempotencyKeys(Database database, string table, string idColumn)
{
    /// <summary>From the first use of a key to its expiry.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    // Below the statement timeout, so that a request that waits for another gets an answer instead of a timeout.
    private const string MaxWait = "1500ms";

    /// <summary>
    /// Takes the key in the caller's transaction. It must be the first write, so that a request with the same key waits before it has done
    /// anything.
    /// </summary>
    public void Take(UnitOfWork work, KeyedRequest request)
    {
        work.Add("select set_config('lock_timeout', @wait, true)", Sql.Param("wait", MaxWait));
        work.Add(
            $"""
            insert into {table} (user_id, key, body_hash, {idColumn}, created_at)
            values (@user_id, @key, @body_hash, @created_id, @now)
            """,
            Sql.Param("user_id", request.UserId),
            Sql.Param("key", request.Key),
            Sql.Param("body_hash", request.BodyHash),
            Sql.Param("created_id", request.CreatedId),
            Sql.Param("now", request.Now));
        // A later wait is not one for the key.
        work.Add("set local lock_timeout to default");
    }

    /// <summary>Creates what the request asks for, unless an earlier request with its key has.</summary>
    /// <param name="create">
    /// Takes the key with <see cref="Take"/>, creates and commits. It is called again when the key has expired.
    /// </param>
    public async Task<Outcome<FirstUse, KeyFailure>> OnceAsync(
        KeyedRequest request, Func<CancellationToken, Task> create, CancellationToken ct)
    {
        try
        {
            await create(ct);
            return new FirstUse(request.CreatedId, request.Now, IsRepeat: false);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return KeyFailure.InUse;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation && e.ConstraintName == $"{table}_pkey")
        {
            // Answered below, when the failed transaction has returned its connection.
        }

        var expired = request.Now - Lifetime;
        if (await FindAsync(request.UserId, request.Key, ct) is not { } used || used.CreatedAt < expired)
        {
            // The key has expired or was deleted a moment ago: it is free.
            await ForgetAsync(request.UserId, request.Key, expired, ct);
            return await OnceAsync(request, create, ct);
        }

        return used.BodyHash.AsSpan().SequenceEqual(request.BodyHash)
            ? new FirstUse(used.CreatedId, used.CreatedAt, IsRepeat: true)
            : KeyFailure.UsedForOtherContent;
    }

    internal async Task<UsedKey?> FindAsync(Guid userId, string key, CancellationToken ct)
    {
        var found = await database.ReadAsync(
            $"select body_hash, {idColumn}, created_at from {table} where user_id = @user_id and key = @key",
            [Sql.Param("user_id", userId), Sql.Param("key", key)],
            row => new UsedKey(row.GetFieldValue<byte[]>(0), row.GetGuid(1), row.GetDateTime(2)),
            ct);
        return found.SingleOrDefault();
    }

    /// <summary>Deletes an expired key.</summary>
    internal Task ForgetAsync(Guid userId, string key, DateTime before, CancellationToken ct) => database.ExecuteAsync(
        $"delete from {table} where user_id = @user_id and key = @key and created_at < @before",
        [Sql.Param("user_id", userId), Sql.Param("key", key), Sql.Param("before", before)],
        ct);

    internal Task<int> PurgeAsync(DateTime before, int max, CancellationToken ct) => database.ExecuteAsync(
        $"""
        delete from {table}
        where (user_id, key) in (
            select user_id, key from {table} where created_at < @before
            order by created_at limit @max
            for update skip locked)
        """,
        [Sql.Param("before", before), Sql.Param("max", max)],
        ct);
}

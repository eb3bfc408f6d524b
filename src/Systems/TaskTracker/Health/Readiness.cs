using System.Globalization;
using Npgsql;
using StackExchange.Redis;
using Tracker.Platform.Hosting;
using Tracker.Platform.Persistence;
using Tracker.Platform.Redis;

namespace Tracker.Systems.TaskTracker.Health;

/// <summary>Probes all dependencies concurrently, for at most one second (document 002 §5.6).</summary>
internal sealed class Readiness(DatabaseReadiness store, Database database, TimeProvider clock, RedisConnection? redis = null)
{
    public const string Up = "up";
    public const string Down = "down";
    public const string Disabled = "disabled";
    public const string Unknown = "unknown";
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HeartbeatLimit = TimeSpan.FromSeconds(60);

    public async Task<ComponentStates> ProbeAsync(CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(ProbeLimit);
        // It has the same limit, and its answer is false then.
        var db = store.IsReadyAsync(ct);
        var cache = IsRedisUpAsync(limit.Token);
        var beat = LastBeatAsync(limit.Token);
        await Task.WhenAll(db, cache, beat);
        ct.ThrowIfCancellationRequested();
        return new ComponentStates(
            await db ? Up : Down,
            await cache switch { true => Up, false => Down, null => Disabled },
            await beat is { } at && clock.GetUtcNow() - at < HeartbeatLimit ? Up : Unknown);
    }

    private async Task<bool?> IsRedisUpAsync(CancellationToken ct)
    {
        try
        {
            return redis is null ? null : await redis.AnswersAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The worker writes its heartbeat to Redis when it is configured, otherwise to the database.</summary>
    private async Task<DateTimeOffset?> LastBeatAsync(CancellationToken ct)
    {
        try
        {
            return redis is null ? await LastBeatInDatabaseAsync(ct) : await LastBeatInRedisAsync(redis, ct);
        }
        catch (Exception e) when (e is NpgsqlException or RedisUnavailableException or RedisServerException
            or OperationCanceledException or TimeoutException)
        {
            return null;
        }
    }

    private async Task<DateTimeOffset?> LastBeatInDatabaseAsync(CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand("select max(beat_at) from worker_heartbeats");
        return await command.ExecuteScalarAsync(ct) is DateTime at ? new DateTimeOffset(at) : null;
    }

    private static async Task<DateTimeOffset?> LastBeatInRedisAsync(RedisConnection redis, CancellationToken ct)
    {
        string? text = await redis.CallAsync(database => database.StringGetAsync(RedisHeartbeat.Key), ct);
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }
}

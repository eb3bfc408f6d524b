using Tracker.Platform.Redis;

namespace Tracker.Systems.TaskTracker.Health;

/// <summary>Signs of life in Redis: one key for all workers, which goes by itself when none of them renews it.</summary>
internal sealed class RedisHeartbeat(RedisConnection redis) : IWorkerHeartbeat
{
    /// <summary>Holds the time of the latest beat in ISO 8601.</summary>
    public const string Key = "worker:heartbeat";

    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(60);

    public Task BeatAsync(DateTime now, CancellationToken ct) =>
        redis.CallAsync(database => database.StringSetAsync(Key, now.ToString("O"), TimeToLive), ct);
}

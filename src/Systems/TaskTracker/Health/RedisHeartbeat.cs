using Tracker.Platform.Redis;

namespace Tracker.Systems.TaskTracker.Health;

/// <summary>One key for all workers. It expires when no worker renews it.</summary>
internal sealed class RedisHeartbeat(RedisConnection redis) : IWorkerHeartbeat
{
    /// <summary>Its value is the time of the last heartbeat in ISO 8601.</summary>
    public const string Key = "worker:heartbeat";

    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(60);

    public Task BeatAsync(DateTime now, CancellationToken ct) =>
        redis.CallAsync(database => database.StringSetAsync(Key, now.ToString("O"), TimeToLive), ct);
}

using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using Tracker.Platform.Observability.Metrics;
using Tracker.Platform.Redis;

namespace Tracker.Platform.Http.RateLimiting;

/// <summary>
/// Counts in Redis, exactly across all instances. While Redis cannot count, this process counts alone, and requests are still served.
/// </summary>
internal sealed partial class RedisRateLimitStore : IRateLimitStore
{
    /// <summary>One atomic script, so that every count expires and no count is lost between two instances.</summary>
    private static readonly RedisScript Take = new("""
        local used = redis.call('INCR', KEYS[1])
        local left = redis.call('PTTL', KEYS[1])
        if left < 0 then
            redis.call('PEXPIRE', KEYS[1], ARGV[1])
            left = tonumber(ARGV[1])
        end
        return {used, left}
        """);

    private readonly RedisConnection redis;
    private readonly MemoryRateLimitStore memory;
    private readonly ILogger<RedisRateLimitStore> logger;
    private readonly RedisValue[] window;
    private bool refused;

    /// <param name="memory">Counts while Redis cannot.</param>
    /// <param name="metrics">Gets a gauge that shows which of the two counts.</param>
    /// <param name="logger">Logs once when Redis answers but does not count. The connection logs outages.</param>
    public RedisRateLimitStore(
        RedisConnection redis, MemoryRateLimitStore memory, TimeSpan window, MetricsRegistry metrics, ILogger<RedisRateLimitStore> logger)
    {
        (this.redis, this.memory, this.logger) = (redis, memory, logger);
        this.window = [(long)window.TotalMilliseconds];
        metrics.Gauge(
            "rate_limit_store_fallback",
            "1 while requests are counted in this process because Redis cannot count them, else 0.",
            () => IsFallingBack ? 1 : 0);
    }

    private bool IsFallingBack => !redis.IsUp || Volatile.Read(ref refused);

    public ValueTask<RateLimitCount> TakeAsync(RateLimitKey key, CancellationToken ct) =>
        redis.IsUp ? TakeFromRedisAsync(key, ct) : memory.TakeAsync(key, ct);

    private async ValueTask<RateLimitCount> TakeFromRedisAsync(RateLimitKey key, CancellationToken ct)
    {
        try
        {
            var answer = (RedisResult[])(await redis.RunAsync(Take, [key.ToString()], window, ct))!;
            RedisCounts();
            return new RateLimitCount((long)answer[0], TimeSpan.FromMilliseconds((long)answer[1]));
        }
        catch (RedisUnavailableException)
        {
            return await memory.TakeAsync(key, ct);
        }
        catch (RedisServerException e)
        {
            RedisRefuses(e);
            return await memory.TakeAsync(key, ct);
        }
    }

    private void RedisCounts()
    {
        if (Volatile.Read(ref refused) && Interlocked.Exchange(ref refused, false))
        {
            Log.CountsAgain(logger);
        }
    }

    private void RedisRefuses(RedisServerException cause)
    {
        if (!Interlocked.Exchange(ref refused, true))
        {
            Log.Refused(logger, cause);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2011, LogLevel.Warning, "Redis rejects rate limit counts; each process counts alone until it accepts them")]
        public static partial void Refused(ILogger logger, Exception exception);

        [LoggerMessage(2012, LogLevel.Information, "Redis accepts rate limit counts again")]
        public static partial void CountsAgain(ILogger logger);
    }
}

using System.Diagnostics;
using System.Globalization;
using Shouldly;
using Tracker.Platform.Http.RateLimiting;
using Tracker.Platform.Observability.Metrics;
using Tracker.Platform.Redis;
using Tracker.Tests.Platform.Redis;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Http.RateLimiting;

public sealed class RedisRateLimitStoreTests : RateLimitStoreCompliance, IAsyncLifetime
{
    // A call over its limit is counted in memory. Where counts must be exact, even a slow machine must not reach the limit.
    private static readonly TimeSpan CallLimit = TimeSpan.FromSeconds(5);
    private readonly MetricsRegistry metrics = new();
    private readonly LoggedLines<RedisConnection> outages = new();
    private readonly LoggedLines<RedisRateLimitStore> refusals = new();
    private TestRedis redis = null!;
    private RedisConnection connection = null!;
    private RedisRateLimitStore store = null!;

    private protected override IRateLimitStore Store => store;

    public async ValueTask InitializeAsync()
    {
        redis = await TestRedis.StartAsync();
        connection = new RedisConnection(RedisUrl.Parse(redis.Url), outages, CallLimit);
        store = new RedisRateLimitStore(connection, new MemoryRateLimitStore(Window, TimeProvider.System), Window, metrics, refusals);
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await redis.DisposeAsync();
    }

    [Fact]
    public async Task Every_count_has_an_expiry()
    {
        await TakeAsync(RateLimitKey.OfUser("7", "rate"));
        IsFallingBack().ShouldBeFalse();
        (await redis.CommandAsync("PERSIST", "user:7:rate")).ShouldBe("1");
        await TakeAsync(RateLimitKey.OfUser("7", "rate"));
        int.Parse(await redis.CommandAsync("TTL", "user:7:rate"), CultureInfo.InvariantCulture).ShouldBeInRange(30, 60);
    }

    [Fact]
    public async Task A_Redis_outage_counts_locally_and_recovers()
    {
        (await TakeAsync()).Used.ShouldBe(1);
        IsFallingBack().ShouldBeFalse();
        redis.Kill();
        (await TakeAsync()).Used.ShouldBe(1);
        (await TakeAsync()).Used.ShouldBe(2);
        IsFallingBack().ShouldBeTrue();

        await redis.StartAgainAsync();
        await Soon.BecomesTrue(() => !IsFallingBack());
        (await TakeAsync()).Used.ShouldBe(1);
        outages.Lines.Concat(refusals.Lines).Count(line => line.StartsWith("Warning", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Counts_continue_locally_and_then_on_the_new_primary()
    {
        var key = RateLimitKey.OfUser("7", "rate");
        await using var replica = await TestRedis.StartReplicaAsync(redis);
        await using var both = new RedisConnection(RedisUrl.Parse($"{redis.Url},{replica.Address}"), outages, CallLimit);
        var counts = new RedisRateLimitStore(both, new MemoryRateLimitStore(Window, TimeProvider.System), Window, metrics: new(), refusals);
        await counts.TakeAsync(key, default);
        (await counts.TakeAsync(key, default)).Used.ShouldBe(2);
        await Soon.BecomesAsync(() => replica.CommandAsync("GET", "user:7:rate"), used => used == "2");

        redis.Kill();
        (await counts.TakeAsync(key, default)).Used.ShouldBe(1);
        (await counts.TakeAsync(key, default)).Used.ShouldBe(2);
        both.IsUp.ShouldBeFalse();

        await replica.CommandAsync("REPLICAOF", "NO", "ONE");
        await Soon.BecomesTrue(() => both.IsUp);
        (await counts.TakeAsync(key, default)).Used.ShouldBe(3);
    }

    [Fact]
    public async Task A_frozen_Redis_delays_requests_only_briefly()
    {
        await TakeAsync(RateLimitKey.OfUser("somebody else", "rate"));
        redis.Freeze();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => TakeAsync()));
        (await TakeAsync()).Used.ShouldBe(201);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));

        redis.Thaw();
        await Soon.BecomesTrue(() => !IsFallingBack());
    }

    [Fact]
    public async Task A_Redis_that_refuses_to_count_is_logged_once()
    {
        await redis.CommandAsync("CONFIG", "SET", "maxmemory", "1");
        for (var used = 1; used <= 3; used++)
        {
            (await TakeAsync()).Used.ShouldBe(used);
        }

        IsFallingBack().ShouldBeTrue();
        await redis.CommandAsync("CONFIG", "SET", "maxmemory", "0");
        (await TakeAsync()).Used.ShouldBe(1);
        IsFallingBack().ShouldBeFalse();
        refusals.Lines.ShouldBe(
            [
                "Warning: Redis rejects rate limit counts; each process counts alone until it accepts them",
                "Information: Redis accepts rate limit counts again",
            ]);
    }

    [Fact]
    public async Task A_flushed_script_loses_no_count()
    {
        await TakeAsync();
        IsFallingBack().ShouldBeFalse();
        await redis.CommandAsync("SCRIPT", "FLUSH");
        (await TakeAsync()).Used.ShouldBe(2);
        IsFallingBack().ShouldBeFalse();
    }

    /// <summary>Redis has no clock to set, so the expiry of its keys is moved instead.</summary>
    private protected override async Task ElapseAsync(TimeSpan time)
    {
        foreach (var key in (await redis.CommandAsync("KEYS", "*")).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var left = long.Parse(await redis.CommandAsync("PTTL", key), CultureInfo.InvariantCulture);
            await redis.CommandAsync("PEXPIRE", key, ((long)(left - time.TotalMilliseconds)).ToString(CultureInfo.InvariantCulture));
        }
    }

    private bool IsFallingBack() => metrics.ToString().Contains("\nrate_limit_store_fallback 1\n", StringComparison.Ordinal);
}

using System.Diagnostics;
using Shouldly;
using Tracker.Platform.Redis;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Redis;

public sealed class RedisConnectionTests : IAsyncLifetime
{
    private static readonly RedisScript Script = new("return redis.call('INCRBY', KEYS[1], ARGV[1])");
    private readonly LoggedLines<RedisConnection> log = new();
    private TestRedis redis = null!;
    private RedisConnection connection = null!;

    public async ValueTask InitializeAsync()
    {
        redis = await TestRedis.StartAsync();
        connection = new RedisConnection(RedisUrl.Parse(redis.Url), log);
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await redis.DisposeAsync();
    }

    [Fact]
    public async Task A_script_runs_after_a_flush_of_the_scripts()
    {
        (await AddAsync()).ShouldBe(1);
        (await redis.CommandAsync("SCRIPT", "FLUSH")).ShouldBe("OK");
        (await AddAsync()).ShouldBe(2);
        (await AddAsync()).ShouldBe(3);
        (await redis.CommandAsync("SCRIPT", "FLUSH")).ShouldBe("OK");
        (await AddAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task A_killed_Redis_is_logged_once_and_reconnected()
    {
        await AddAsync();
        redis.Kill();
        for (var i = 0; i < 5; i++)
        {
            await Should.ThrowAsync<RedisUnavailableException>(AddAsync);
        }

        connection.IsUp.ShouldBeFalse();
        await redis.StartAgainAsync();
        await Soon.BecomesTrue(() => connection.IsUp);
        (await AddAsync()).ShouldBe(1);
        log.Lines.Count(line => line.StartsWith("Warning", StringComparison.Ordinal)).ShouldBe(1);
        log.Lines[^1].ShouldStartWith("Information: redis://127.0.0.1");
    }

    [Fact]
    public async Task A_frozen_Redis_costs_one_timeout_for_all_calls()
    {
        await AddAsync();
        redis.Freeze();
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 50; i++)
        {
            await Should.ThrowAsync<RedisUnavailableException>(AddAsync);
        }

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        redis.Thaw();
        await Soon.BecomesTrue(() => connection.IsUp);
        await AddAsync();
    }

    [Fact]
    public async Task A_Redis_started_after_the_service_is_found()
    {
        redis.Kill();
        await using var early = new RedisConnection(RedisUrl.Parse(redis.Url), log);
        (await early.AnswersAsync(CancellationToken.None)).ShouldBeFalse();
        early.IsUp.ShouldBeFalse();

        await redis.StartAgainAsync();
        await Soon.BecomesTrue(() => early.IsUp);
        (await early.AnswersAsync(CancellationToken.None)).ShouldBeTrue();
    }

    [Fact]
    public async Task An_error_answered_by_Redis_is_not_an_outage()
    {
        var wrong = new RedisScript("return redis.call('NOPE')");
        await Should.ThrowAsync<StackExchange.Redis.RedisServerException>(() => connection.RunAsync(wrong, [], [], CancellationToken.None));
        connection.IsUp.ShouldBeTrue();
    }

    private async Task<long> AddAsync() => (long)await connection.RunAsync(Script, ["sum"], [1], CancellationToken.None);
}

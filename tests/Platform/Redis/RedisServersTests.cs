using Shouldly;
using Tracker.Platform.Redis;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Redis;

/// <summary>Forms of REDIS_URL other than one server without a login.</summary>
public sealed class RedisServersTests
{
    private static readonly RedisScript Script = new("return redis.call('INCRBY', KEYS[1], ARGV[1])");
    private readonly LoggedLines<RedisConnection> log = new();

    [Fact]
    public async Task An_ACL_user_with_minimal_rights_logs_in()
    {
        await using var redis = await TestRedis.StartAsync();
        await redis.CommandAsync(
            "ACL", "SETUSER", "tracker", "on", ">s@crët", "~sum", "+@connection", "+info", "+eval", "+evalsha", "+incrby");
        await redis.CommandAsync("ACL", "SETUSER", "default", "nocommands", "+client|list", "+config|get");

        await using var known = Connection($"redis://tracker:s%40cr%C3%ABt@{redis.Address}");
        (await AddAsync(known)).ShouldBe(1);
        (await redis.CommandAsync("CLIENT", "LIST")).ShouldContain("user=tracker");

        await using var unnamed = Connection(redis.Url);
        (await unnamed.AnswersAsync(default)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_wrong_password_is_an_outage_logged_without_it()
    {
        await using var redis = await TestRedis.StartAsync();
        await redis.CommandAsync("ACL", "SETUSER", "tracker", "on", ">right", "allcommands", "allkeys");
        await redis.CommandAsync("ACL", "SETUSER", "default", "off");

        await using var stranger = Connection($"redis://tracker:hunter2@{redis.Address}");
        var error = await Should.ThrowAsync<RedisUnavailableException>(() => AddAsync(stranger));

        log.Lines.ShouldHaveSingleItem().ShouldStartWith($"Warning: redis://{redis.Address}/0 does not answer");
        string.Concat(log.Lines, error).ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task TLS_accepts_only_a_server_with_a_trusted_certificate()
    {
        using var certificate = TestCertificate.SelfSigned();
        var port = FreePort.Take();
        await using var redis = await TestRedis.StartTlsAsync(certificate, port);
        var url = RedisUrl.Parse($"rediss://127.0.0.1:{port}");

        await using var trusting = new RedisConnection(url, log) { Trusted = certificate };
        await UsableAsync(trusting);
        (await AddAsync(trusting)).ShouldBe(1);

        await using var careful = new RedisConnection(url, log);
        await Should.ThrowAsync<RedisUnavailableException>(() => AddAsync(careful));
        (await redis.CommandAsync("GET", "sum")).ShouldBe("1");
    }

    [Fact]
    public async Task The_primary_is_used_and_then_its_successor()
    {
        await using var first = await TestRedis.StartAsync();
        await using var second = await TestRedis.StartReplicaAsync(first);
        // In this order the replica is tried first.
        await using var connection = Connection($"redis://{second.Address},{first.Address}");
        (await AddAsync(connection)).ShouldBe(1);
        await Soon.BecomesAsync(() => second.CommandAsync("GET", "sum"), sum => sum == "1");

        first.Kill();
        await Should.ThrowAsync<RedisUnavailableException>(() => AddAsync(connection));
        // The replica answers, but it refuses writes.
        await Task.Delay(1500);
        connection.IsUp.ShouldBeFalse();
        await second.CommandAsync("REPLICAOF", "NO", "ONE");

        await Soon.BecomesTrue(() => connection.IsUp);
        (await AddAsync(connection)).ShouldBe(2);
        log.Lines.Count(line => line.StartsWith("Warning", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task Sentinels_name_the_primary_and_its_successor()
    {
        // The Sentinel requires no login, the servers do.
        string[] user = ["ACL", "SETUSER", "tracker", "on", ">s3cret", "allcommands", "allkeys"];
        await using var first = await TestRedis.StartAsync();
        await using var second = await TestRedis.StartReplicaAsync(first);
        await first.CommandAsync(user);
        await second.CommandAsync(user);
        await using var sentinel = await TestRedis.StartSentinelAsync("tracker", first);
        await SyncedAsync(second);
        await Soon.BecomesAsync(() => sentinel.CommandAsync("SENTINEL", "REPLICAS", "tracker"), replicas =>
            replicas.Contains("flags", StringComparison.Ordinal));
        // One of the Sentinels is not reachable.
        await using var connection = Connection($"redis-sentinel://tracker:s3cret@127.0.0.1:{FreePort.Take()},{sentinel.Address}/tracker");
        await UsableAsync(connection);
        (await AddAsync(connection)).ShouldBe(1);
        await Soon.BecomesAsync(() => second.CommandAsync("GET", "sum"), sum => sum == "1");

        first.Kill();
        await Should.ThrowAsync<RedisUnavailableException>(() => AddAsync(connection));

        await Soon.BecomesTrue(() => connection.IsUp);
        (await AddAsync(connection)).ShouldBe(2);
        (await second.CommandAsync("CLIENT", "LIST")).ShouldContain("user=tracker");
        (await second.CommandAsync("GET", "sum")).ShouldBe("2");
    }

    // On a busy machine the first connection may take longer than a call waits; the outage ends with the next probe.
    private static async Task UsableAsync(RedisConnection connection)
    {
        await Soon.BecomesTrue(() => connection.AnswersAsync(CancellationToken.None));
        await Soon.BecomesTrue(() => connection.IsUp);
    }

    private static Task<string> SyncedAsync(TestRedis replica) =>
        Soon.BecomesAsync(
            () => replica.CommandAsync("INFO", "replication"), info => info.Contains("master_link_status:up", StringComparison.Ordinal));

    private static async Task<long> AddAsync(RedisConnection connection) =>
        (long)await connection.RunAsync(Script, ["sum"], [1], CancellationToken.None);

    private RedisConnection Connection(string url) => new(RedisUrl.Parse(url), log);
}

using System.Diagnostics;
using System.Net;
using Npgsql;
using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Tests.Systems.TaskTracker.RateLimits;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Health;

/// <summary>Document 002 §5.6.</summary>
public sealed class ReadinessTests
{
    private const string Ready = "/health/ready";

    [Fact]
    public async Task Unconfigured_Redis_is_disabled_and_a_silent_worker_unknown()
    {
        await using var api = await LimitedApi.StartAsync(0);
        await ShouldSayAsync(api, HttpStatusCode.OK, "ok", db: "up", redis: "disabled", worker: "unknown");
    }

    [Fact]
    public async Task A_stopped_Redis_degrades_the_service_until_it_returns()
    {
        await using var redis = await TestRedis.StartAsync();
        await using var api = await LimitedApi.StartAsync(0, settings: ("REDIS_URL", redis.Url));
        await ShouldSayAsync(api, HttpStatusCode.OK, "ok", db: "up", redis: "up");

        redis.Kill();
        await ShouldSayAsync(api, HttpStatusCode.OK, "degraded", db: "up", redis: "down");

        await redis.StartAgainAsync();
        await BecomesAsync(api, HttpStatusCode.OK, "ok", db: "up", redis: "up");
    }

    [Fact]
    public async Task An_error_of_Redis_does_not_change_the_status()
    {
        await using var redis = await TestRedis.StartAsync();
        await using var api = await LimitedApi.StartAsync(0, settings: ("REDIS_URL", redis.Url));
        await redis.CommandAsync("LPUSH", "worker:heartbeat", "not a time");

        await ShouldSayAsync(api, HttpStatusCode.OK, "ok", db: "up", redis: "up", worker: "unknown");
    }

    [Fact]
    public async Task A_frozen_PostgreSQL_is_down_after_a_second()
    {
        await using var postgres = await TestPostgres.StartAsync(durable: false);
        await using var api = await LimitedApi.StartAsync(0, await postgres.NewDatabaseAsync());
        await ShouldSayAsync(api, HttpStatusCode.OK, "ok", db: "up", redis: "disabled");

        postgres.Freeze();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            ShouldSayAsync(api, HttpStatusCode.ServiceUnavailable, "degraded", db: "down", redis: "disabled")));

        postgres.Thaw();
        await BecomesAsync(api, HttpStatusCode.OK, "ok", db: "up", redis: "disabled");
    }

    [Fact]
    public async Task A_frozen_Redis_is_down_after_a_second()
    {
        await using var redis = await TestRedis.StartAsync();
        await using var api = await LimitedApi.StartAsync(0, settings: ("REDIS_URL", redis.Url));
        await ShouldSayAsync(api, HttpStatusCode.OK, "ok", db: "up", redis: "up");

        redis.Freeze();
        var watch = Stopwatch.StartNew();
        await ShouldSayAsync(api, HttpStatusCode.OK, "degraded", db: "up", redis: "down");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));

        redis.Thaw();
        await BecomesAsync(api, HttpStatusCode.OK, "ok", db: "up", redis: "up");
    }

    [Fact]
    public async Task A_stopped_PostgreSQL_makes_the_service_unready_until_it_returns()
    {
        await using var postgres = await TestPostgres.StartAsync(durable: false);
        await using var api = await LimitedApi.StartAsync(0, await postgres.NewDatabaseAsync());
        await ShouldSayAsync(api, HttpStatusCode.OK, "ok", db: "up", redis: "disabled");

        postgres.Stop();
        await ShouldSayAsync(api, HttpStatusCode.ServiceUnavailable, "degraded", db: "down", redis: "disabled");

        postgres.Start();
        await BecomesAsync(api, HttpStatusCode.OK, "ok", db: "up", redis: "disabled");
    }

    [Fact]
    public async Task A_recent_heartbeat_in_the_database_means_up()
    {
        var databaseUrl = await TestPostgres.CreateDatabaseAsync();
        await using var api = await LimitedApi.StartAsync(0, databaseUrl);
        await BeatAsync(databaseUrl, DateTime.UtcNow.AddSeconds(-65));
        await ShouldSayAsync(api, HttpStatusCode.OK, "ok", db: "up", redis: "disabled", worker: "unknown");

        await BeatAsync(databaseUrl, DateTime.UtcNow.AddSeconds(-20));
        await ShouldSayAsync(api, HttpStatusCode.OK, "ok", db: "up", redis: "disabled", worker: "up");
    }

    [Fact]
    public async Task A_recent_heartbeat_in_Redis_means_up()
    {
        await using var redis = await TestRedis.StartAsync();
        await using var api = await LimitedApi.StartAsync(0, settings: ("REDIS_URL", redis.Url));
        await redis.CommandAsync("SET", "worker:heartbeat", DateTime.UtcNow.AddSeconds(-65).ToString("O"));
        await ShouldSayAsync(api, HttpStatusCode.OK, "ok", db: "up", redis: "up", worker: "unknown");

        await redis.CommandAsync("SET", "worker:heartbeat", DateTime.UtcNow.AddSeconds(-20).ToString("O"));
        await ShouldSayAsync(api, HttpStatusCode.OK, "ok", db: "up", redis: "up", worker: "up");
    }

    private static async Task ShouldSayAsync(
        LimitedApi api, HttpStatusCode code, string status, string db, string redis, string worker = "unknown")
    {
        using var answer = await api.GetAsync(Ready);
        await answer.ShouldBeAsync(
            code, $$"""{"status": "{{status}}", "components": {"db": "{{db}}", "redis": "{{redis}}", "worker": "{{worker}}"} }""");
    }

    private static async Task BecomesAsync(LimitedApi api, HttpStatusCode code, string status, string db, string redis)
    {
        await Soon.BecomesTrue(async () => (await (await api.GetAsync(Ready)).Content.ReadAsStringAsync())
            .Contains($"\"{status}\"", StringComparison.Ordinal));
        await ShouldSayAsync(api, code, status, db, redis);
    }

    private static async Task BeatAsync(string databaseUrl, DateTime at)
    {
        await using var connection = new NpgsqlConnection(PostgresUrl.Parse(databaseUrl).ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "insert into worker_heartbeats (worker, beat_at) values (gen_random_uuid(), $1)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = at });
        await command.ExecuteNonQueryAsync();
    }
}

using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.RateLimits;

/// <summary>Document 002 §5.7 with Redis: all instances share the counts, and none depends on Redis.</summary>
public sealed class SharedRateLimitTests : IAsyncLifetime
{
    private const string Tasks = "/api/v1/tasks";
    private TestRedis redis = null!;
    private string databaseUrl = "";

    public async ValueTask InitializeAsync() =>
        (redis, databaseUrl) = (await TestRedis.StartAsync(), await TestPostgres.CreateDatabaseAsync());

    public ValueTask DisposeAsync() => redis.DisposeAsync();

    [Fact]
    public async Task Four_instances_together_admit_exactly_100_of_150_requests()
    {
        var instances = await Task.WhenAll(StartAsync(100), StartAsync(100), StartAsync(100), StartAsync(100));

        var answers = await SendInParallelAsync(instances, requests: 150);

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(100);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ShouldBe(50);
        var passed = answers.Where(answer => answer.StatusCode == HttpStatusCode.OK);
        passed.Select(answer => int.Parse(answer.Remaining())).Order().ShouldBe(Enumerable.Range(0, 100));
        foreach (var instance in instances)
        {
            await instance.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_keys_match_the_contract_and_expire()
    {
        await using var api = await StartAsync(100);
        var token = await api.TokenAsync();
        var me = (await (await api.GetAsync("/api/v1/auth/me", token)).ReadAsync())["id"]!.GetValue<string>();
        await api.GetAsync(Tasks, from: "203.0.113.9");

        var keys = (await redis.CommandAsync("KEYS", "*")).Split('\n');
        keys.ShouldContain($"user:{me}:rate");
        keys.ShouldContain("ip:203.0.113.9:rate");
        foreach (var key in keys)
        {
            int.Parse(await redis.CommandAsync("TTL", key)).ShouldBeInRange(1, 60);
        }
    }

    [Fact]
    public async Task Requests_are_limited_locally_during_a_Redis_outage()
    {
        await using var api = await StartAsync(2);
        var token = await api.TokenAsync();
        redis.Kill();

        (await api.GetAsync(Tasks, token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await api.GetAsync(Tasks, token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await api.GetAsync(Tasks, token)).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await api.MetricAsync("rate_limit_store_fallback")).ShouldBe(1);

        await redis.StartAgainAsync();
        await Soon.BecomesTrue(async () => await api.MetricAsync("rate_limit_store_fallback") == 0);
        (await api.GetAsync(Tasks, token)).Remaining().ShouldBe("1");
        (await redis.CommandAsync("DBSIZE")).ShouldBe("1");
        (await api.LoggedAsync("warning")).ShouldBe(1);
    }

    /// <summary>
    /// The requests of one user. When Redis is too slow for an instance, it counts locally, which proves nothing: then the test repeats
    /// with another user.
    /// </summary>
    private static async Task<HttpResponseMessage[]> SendInParallelAsync(LimitedApi[] instances, int requests)
    {
        for (var attempt = 1; ; attempt++)
        {
            var token = await instances[0].TokenAsync();
            await Task.WhenAll(instances.Select(instance => instance.GetAsync(Tasks, from: "203.0.113.1")));
            await Soon.BecomesTrue(async () =>
                (await Task.WhenAll(instances.Select(instance => instance.MetricAsync("rate_limit_store_fallback")))).Sum() == 0);
            var before = await WarningsAsync(instances);

            var answers = await Task.WhenAll(
                Enumerable.Range(0, requests).Select(number => instances[number % instances.Length].GetAsync(Tasks, token)));

            if (await WarningsAsync(instances) == before || attempt == 10)
            {
                return answers;
            }
        }
    }

    private static async Task<int> WarningsAsync(LimitedApi[] instances) =>
        (await Task.WhenAll(instances.Select(instance => instance.LoggedAsync("warning")))).Sum();

    private Task<LimitedApi> StartAsync(int perMinute) => LimitedApi.StartAsync(perMinute, databaseUrl, ("REDIS_URL", redis.Url));
}

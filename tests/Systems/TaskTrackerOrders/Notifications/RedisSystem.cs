using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerOrders.Notifications;

/// <summary>The services with events over a Redis of their own.</summary>
internal sealed class RedisSystem(TestRedis redis, OrderSystem system) : IAsyncDisposable
{
    public TestRedis Redis => redis;

    public OrderSystem System => system;

    public static async Task<RedisSystem> StartAsync()
    {
        var redis = await TestRedis.StartAsync();
        var started = new RedisSystem(redis, await OrderSystem.StartAsync(("REDIS_URL", redis.Url)));
        // A message is delivered only once the subscription stands.
        await Soon.BecomesTrue(async () => (await redis.CommandAsync("PUBSUB", "NUMSUB", "order/shipped")).EndsWith('1'));
        return started;
    }

    public Task<string> PublishAsync(string channel, string message) => redis.CommandAsync("PUBLISH", channel, message);

    public async ValueTask DisposeAsync()
    {
        await system.DisposeAsync();
        await redis.DisposeAsync();
    }
}

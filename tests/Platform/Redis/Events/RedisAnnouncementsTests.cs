using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Tracker.Platform.Messaging.Live;
using Tracker.Platform.Redis;
using Tracker.Platform.Redis.Events;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Redis.Events;

public sealed class RedisAnnouncementsTests
{
    private const string Channel = "a.channel";

    [Fact]
    public async Task A_commit_wakes_the_other_instances_only()
    {
        await using var redis = await TestRedis.StartAsync();
        await using var connection = new RedisConnection(RedisUrl.Parse(redis.Url), NullLogger<RedisConnection>.Instance);
        using var one = new LiveSignal();
        using var other = new LiveSignal();
        using var first = new RedisAnnouncements(connection, one, Channel);
        using var second = new RedisAnnouncements(connection, other, Channel);
        await first.StartAsync(default);
        await second.StartAsync(default);
        await Soon.BecomesTrue(async () => (await redis.CommandAsync("PUBSUB", "NUMSUB", Channel)).EndsWith('1'));

        one.Announcement.Set();

        (await WokenAsync(other, TimeSpan.FromSeconds(20))).ShouldBeTrue();
        (await WokenAsync(one, TimeSpan.FromMilliseconds(300))).ShouldBeFalse();
        await first.StopAsync(default);
        await second.StopAsync(default);
    }

    private static async Task<bool> WokenAsync(LiveSignal signal, TimeSpan max)
    {
        var begun = TimeProvider.System.GetTimestamp();
        await signal.Delivery.WaitAsync(max, default);
        // A timer may fire some milliseconds early.
        return TimeProvider.System.GetElapsedTime(begun) < max - TimeSpan.FromMilliseconds(50);
    }
}

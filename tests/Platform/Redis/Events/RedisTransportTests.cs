using System.Collections.Concurrent;
using System.Text;
using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Platform.Redis;
using Tracker.Platform.Redis.Events;
using Tracker.Tests.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Redis.Events;

public sealed class RedisTransportTests : IAsyncLifetime
{
    private const string Channel = "order/created";
    private readonly ConcurrentQueue<string> received = new();
    private readonly LoggedLines<RedisConnection> log = new();
    private TestRedis redis = null!;
    private RedisConnection connection = null!;
    private RedisTransport transport = null!;

    public async ValueTask InitializeAsync()
    {
        redis = await TestRedis.StartAsync();
        connection = new RedisConnection(RedisUrl.Parse(redis.Url), log);
        transport = new RedisTransport(connection);
    }

    public async ValueTask DisposeAsync()
    {
        await connection.DisposeAsync();
        await redis.DisposeAsync();
    }

    [Fact]
    public async Task Subscribers_get_each_message()
    {
        await connection.SubscribeAsync(Channel, body => received.Enqueue(Encoding.UTF8.GetString(body.Span)), CancellationToken.None);
        await Soon.BecomesTrue(async () => (await redis.CommandAsync("PUBSUB", "NUMSUB", Channel)).EndsWith('1'));
        var texts = Enumerable.Range(0, 100).Select(i => $"{i}").ToList();

        var results = await PublishAsync([.. texts]);

        results.ShouldAllBe(result => result == PublishResult.Confirmed);
        await Soon.BecomesTrue(() => received.Count == texts.Count);
        received.Order().ShouldBe(texts.Order());
    }

    [Fact]
    public async Task A_message_without_subscribers_is_confirmed() =>
        (await PublishAsync("nobody listens")).ShouldBe([PublishResult.Confirmed]);

    [Fact]
    public async Task A_killed_Redis_is_away_until_it_is_back()
    {
        await PublishAsync("first");
        redis.Kill();

        await Should.ThrowAsync<RedisUnavailableException>(() => PublishAsync("lost", "lost too"));

        await redis.StartAgainAsync();
        await Soon.BecomesTrue(() => connection.IsUp);
        (await PublishAsync("back")).ShouldBe([PublishResult.Confirmed]);
    }

    [Fact]
    public async Task A_subscription_survives_a_restart_of_Redis()
    {
        var reconnected = 0;
        await connection.SubscribeAsync(Channel, body => received.Enqueue(Encoding.UTF8.GetString(body.Span)), CancellationToken.None);
        await connection.WhenReconnectedAsync(() => Interlocked.Increment(ref reconnected), CancellationToken.None);
        redis.Kill();
        await redis.StartAgainAsync();

        await Soon.BecomesTrue(() => redis.CommandAsync("PUBLISH", Channel, "after").ContinueWith(published => published.Result == "1"));
        await Soon.BecomesTrue(() => received.Contains("after"));
        await Soon.BecomesTrue(() => Volatile.Read(ref reconnected) > 0);
    }

    private Task<IReadOnlyList<PublishResult>> PublishAsync(params string[] texts) =>
        transport.PublishAsync([.. texts.Select(text => Messages.New(text, Channel))], CancellationToken.None);
}

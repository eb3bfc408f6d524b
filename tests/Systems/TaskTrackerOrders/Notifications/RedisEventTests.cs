using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerOrders.Notifications;

/// <summary>The event contract of document 000 over a real Redis.</summary>
public sealed class RedisEventTests
{
    [Fact]
    public async Task Events_have_the_documented_channels_and_payloads()
    {
        await using var world = await RedisSystem.StartAsync();
        using var listener = Listen(world.Redis);
        await Soon.BecomesTrue(async () => (await world.Redis.CommandAsync("PUBSUB", "NUMSUB", "order/created")).EndsWith('2'));
        var ada = await world.System.UserAsync();

        var id = await ada.PlaceAsync();
        await ada.MoveAsync(id, "confirmed");
        await ada.PutAsync(id, """{"status": "shipped", "tracking_number": "1Z-999"}""");

        (await ReadAsync(listener, "order/created")).ShouldMatch($$"""
            {
                "order_id": "{{id}}", "user_id": "{{ada.Id}}",
                "items": [{"product_id": "A-1", "quantity": 2, "price": 9.99}, {"product_id": "B-2", "quantity": 1, "price": 5.00}],
                "total": 24.98, "created_at": "*"
            }
            """);
        (await ReadAsync(listener, "order/shipped")).ShouldMatch(
            $$"""{"order_id": "{{id}}", "user_id": "{{ada.Id}}", "shipped_at": "*", "tracking_number": "1Z-999"}""");
        await ada.AwaitNotificationsAsync(2);
        listener.Kill();
    }

    [Fact]
    public async Task A_missing_tracking_number_is_generated()
    {
        await using var world = await RedisSystem.StartAsync();
        using var listener = Listen(world.Redis);
        var ada = await world.System.UserAsync();
        var id = await ada.PlaceAsync();
        await Soon.BecomesTrue(async () => (await world.Redis.CommandAsync("PUBSUB", "NUMSUB", "order/shipped")).EndsWith('2'));

        await ada.MoveAsync(id, "confirmed");
        await ada.MoveAsync(id, "shipped");

        (await ReadAsync(listener, "order/shipped"))["tracking_number"]!.GetValue<string>().ShouldStartWith("TRK-");
        listener.Kill();
    }

    [Fact]
    public async Task A_message_of_another_publisher_notifies_once()
    {
        await using var world = await RedisSystem.StartAsync();
        var ada = await world.System.UserAsync();
        var id = await ada.PlaceAsync();
        await ada.AwaitNotificationsAsync();
        var shipped = $$"""
            {"order_id": "{{id.ToUpperInvariant()}}", "user_id": "{{ada.Id}}", "shipped_at": "2026-01-01T10:00:00Z", "tracking_number": "X1", "extra": 1}
            """;

        (await world.PublishAsync("order/shipped", shipped)).ShouldBe("1");
        await ada.AwaitNotificationsAsync(2);
        await world.PublishAsync("order/shipped", shipped);
        // The own event of the same order is a repeat too.
        await ada.MoveAsync(id, "confirmed");
        await ada.MoveAsync(id, "shipped");

        await ProveNothingFollowsAsync(world, ada);
        (await ada.AwaitNotificationsAsync(3)).Count(one => one!["subject"]!.GetValue<string>().StartsWith("Order Shipped", StringComparison.Ordinal))
            .ShouldBe(1);
    }

    [Fact]
    public async Task Bad_messages_are_dropped_or_dead_and_stop_nothing()
    {
        await using var world = await RedisSystem.StartAsync();
        world.System.ExpectedErrors = ["it is a dead letter"];
        var (ada, eve) = (await world.System.UserAsync(), await world.System.UserAsync());
        var id = await ada.PlaceAsync();
        var unknown = Guid.NewGuid();
        string[] dropped =
        [
            "", " ", "{", "null", "[]", "7", "\"text\"", "{}", """{"order_id": 7}""", """{"order_id": "7"}""", """{"order_id": "\ud800"}""",
            """{"order_id": null}""", new string('[', 5000),
        ];
        foreach (var message in dropped)
        {
            await world.PublishAsync("order/created", message);
        }

        await world.Redis.CommandAsync("EVAL", "return redis.call('publish', 'order/created', string.rep('a', 5000000))", "0");
        await world.Redis.CommandAsync("EVAL", "return redis.call('publish', 'order/created', '\\255\\254')", "0");
        await world.PublishAsync("order/shipped", $$"""{"order_id": "{{id}}"}""");
        await world.PublishAsync("order/shipped", Shipped(unknown, ada.Id));
        await world.PublishAsync("order/created", Shipped(Guid.NewGuid(), ada.Id));

        await Soon.BecomesTrue(async () => (await DeadAsync(world)).Count == 3);
        (await DeadAsync(world)).Select(dead => dead!["reason"]!.GetValue<string>()).Order().ShouldBe(
            ["the message is not an event of its channel", "the message is not an event of its channel", "there is no such order"]);
        // An event for a stranger's order is not delivered to the stranger.
        var foreign = await eve.PlaceAsync();
        await world.PublishAsync("order/shipped", Shipped(Guid.Parse(foreign), ada.Id));
        await Soon.BecomesTrue(async () => (await DeadAsync(world)).Count == 4);
        await ProveNothingFollowsAsync(world, ada);
        (await ada.AwaitNotificationsAsync(2)).Count.ShouldBe(2);
        (await world.System.Services.LogAsync()).Split('\n')
            .Count(line => line.Contains("is dropped", StringComparison.Ordinal)).ShouldBe(dropped.Length + 2);
    }

    [Theory]
    [InlineData("not an event of its channel", "")]
    [InlineData("not this user's", "\"user_id\": \"0199c2f4-b1d0-7cc0-9c1d-0ac0b7d3f8aa\", \"shipped_at\": \"2026-01-01T10:00:00Z\", ")]
    public async Task An_event_replaces_a_bad_message_with_its_order(string reason, string members)
    {
        await using var world = await RedisSystem.StartAsync();
        world.System.ExpectedErrors = ["it is a dead letter"];
        var ada = await world.System.UserAsync();
        var id = await ada.PlaceAsync();
        await ada.AwaitNotificationsAsync();
        await world.PublishAsync("order/shipped", $$"""{{{members}}"tracking_number": "X1", "order_id": "{{id}}"}""");
        await Soon.BecomesTrue(async () => (await DeadAsync(world)) is [{ } dead] && dead["reason"]!.GetValue<string>().Contains(reason));

        await ada.MoveAsync(id, "confirmed");
        await ada.MoveAsync(id, "shipped");

        await ada.AwaitNotificationsAsync(2);
        (await DeadAsync(world)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_published_while_the_service_was_away_are_caught_up()
    {
        await using var world = await RedisSystem.StartAsync();
        var ada = await world.System.UserAsync();
        await world.System.Services.StopAsync("notification-service");
        await ada.PlaceAsync();
        await ada.PlaceAsync();
        await Soon.BecomesTrue(async () => (await OrderSystem.RowsAsync(
            world.System.OrdersDatabase, "select 1 from outbox where published_at is not null")).Count == 2);

        await world.System.StartAgainAsync("notification-service");

        (await ada.AwaitNotificationsAsync(2)).ShouldAllBe(one => one!["status"]!.GetValue<string>() == "sent");
    }

    [Fact]
    public async Task Events_are_delivered_while_Redis_is_away_and_after()
    {
        await using var world = await RedisSystem.StartAsync();
        var ada = await world.System.UserAsync();
        world.Redis.Kill();

        await ada.PlaceAsync();
        await ada.AwaitNotificationsAsync(1);

        await world.Redis.StartAgainAsync();
        await Soon.BecomesTrue(async () => (await world.Redis.CommandAsync("PUBSUB", "NUMSUB", "order/created")).EndsWith('1'));
        await ada.PlaceAsync();
        await ada.AwaitNotificationsAsync(2);
        await Soon.BecomesTrue(async () => (await OrderSystem.RowsAsync(
            world.System.OrdersDatabase, "select 1 from outbox where published_at is null")).Count == 0);
        (await ada.AwaitNotificationsAsync(2)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Services_start_without_Redis()
    {
        var redis = await TestRedis.StartAsync();
        redis.Kill();
        await using var system = await OrderSystem.StartAsync(("REDIS_URL", redis.Url));
        var ada = await system.UserAsync();

        await ada.PlaceAsync();

        await ada.AwaitNotificationsAsync();
        await redis.DisposeAsync();
    }

    [Fact]
    public async Task The_feed_is_for_services_and_checks_its_query()
    {
        await using var world = await RedisSystem.StartAsync();
        var ada = await world.System.UserAsync();
        await ada.PlaceAsync();
        await ada.AwaitNotificationsAsync();

        (await world.System.Orders.GetAsync("/internal/events")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await ada.GetOrderAsync("/internal/events")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var bad in new[] { "7", "a.b.c", "1.-1.1", "..", "1.2", "1.2.3.4", "1.18446744073709551616.1", new string('1', 300) })
        {
            (await world.System.Service().GetOrderAsync($"/internal/events?after={bad}")).StatusCode
                .ShouldBe(HttpStatusCode.UnprocessableEntity, bad);
        }

        var page = await (await world.System.Service().GetOrderAsync("/internal/events?after=elsewhere.99999.9")).ReadAsync();
        page["events"]!.AsArray().Count.ShouldBe(1);
        page["more"]!.GetValue<bool>().ShouldBeFalse();
        var rest = await (await world.System.Service().GetOrderAsync($"/internal/events?after={page["position"]}")).ReadAsync();
        rest["events"]!.AsArray().ShouldBeEmpty();
        rest["position"]!.GetValue<string>().ShouldBe(page["position"]!.GetValue<string>());
    }

    private static string Shipped(Guid order, Guid user) =>
        $$"""{"order_id": "{{order}}", "user_id": "{{user}}", "shipped_at": "2026-01-01T10:00:00Z", "tracking_number": "X1"}""";

    private static Task<JsonArray> DeadAsync(RedisSystem world) => OrderSystem.RowsAsync(
        world.System.NotificationsDatabase, "select reason from inbound_messages where dead_at is not null");

    // A later event was handled, so an earlier one would have been too.
    private static async Task ProveNothingFollowsAsync(RedisSystem world, OrderUser user)
    {
        await user.PlaceAsync();
        await Soon.BecomesTrue(async () => (await OrderSystem.RowsAsync(
            world.System.NotificationsDatabase, "select 1 from inbound_messages where dead_at is null")).Count == 0
            && (await (await user.GetNotificationsAsync()).ReadAsync()).AsArray().Count > 1);
    }

    private static Process Listen(TestRedis redis) => Process.Start(
        new ProcessStartInfo("redis-cli", ["-p", $"{new Uri(redis.Url).Port}", "--csv", "SUBSCRIBE", "order/created", "order/shipped"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;

    /// <summary>The next message on a channel. Its line is "message","channel","text with escaped quotes".</summary>
    private static async Task<JsonNode> ReadAsync(Process listener, string channel)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var start = $"\"message\",\"{channel}\",\"";
        while (true)
        {
            var line = await listener.StandardOutput.ReadLineAsync(limit.Token) ?? throw new InvalidOperationException("It ended.");
            if (line.StartsWith(start, StringComparison.Ordinal))
            {
                return JsonNode.Parse(line[start.Length..^1].Replace("\\\"", "\"", StringComparison.Ordinal))!;
            }
        }
    }
}

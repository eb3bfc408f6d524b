using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow.Notifications;

public sealed class RabbitMqEventTests(RabbitMqShop events) : EventHandlingTests(events), IClassFixture<RabbitMqShop>
{
    [Fact]
    public async Task Two_instances_send_each_message_once()
    {
        const string Phone = "+15550000040";
        var customer = await events.Shop.CustomerAsync(Phone);
        await using var second = await events.Shop.Services.StartAnotherAsync("notification-service");
        await events.ConsumedAsync(instances: 2);
        events.Ses.Delay = TimeSpan.FromMilliseconds(30);

        var orders = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => customer.PlaceIdAsync()));

        foreach (var order in orders)
        {
            await customer.AwaitNotificationsAsync(order, count: 2);
        }

        events.Ses.Delay = TimeSpan.Zero;
        events.Ses.Accepted.Count(mail => mail.To == customer.Email).ShouldBe(40);
        events.Twilio.Accepted.Count(sms => sms.To == Phone).ShouldBe(40);
        (await Task.WhenAll(HandledAsync(events.Shop.Notifications), HandledAsync(second))).ShouldAllBe(handled => handled);
    }

    [Fact]
    public async Task Orders_placed_during_a_broker_outage_are_notified_once()
    {
        const string Phone = "+15550000041";
        var customer = await events.Shop.CustomerAsync(Phone);
        await events.Rabbit.StopAsync();
        string order;
        try
        {
            order = await customer.PlaceIdAsync();
        }
        finally
        {
            await events.Rabbit.RestartAsync();
        }

        var told = await customer.AwaitNotificationsAsync(order, count: 2);

        told.Select(one => $"{one!["channel"]} {one["status"]}").Order(StringComparer.Ordinal).ShouldBe(["email sent", "sms sent"]);
        events.Ses.Accepted.Count(mail => mail.To == customer.Email).ShouldBe(1);
        events.Twilio.Accepted.Count(sms => sms.To == Phone).ShouldBe(1);
    }

    private static async Task<bool> HandledAsync(TestService service) =>
        (await service.Http.GetStringAsync("/metrics"))
            .Contains("messages_handled_total{topic=\"order.created\",outcome=\"done\"}", StringComparison.Ordinal);

    protected override async Task InspectDeadLetterAsync(Guid eventId)
    {
        var keys = await events.LookAsync(async channel =>
        {
            var keys = new List<string>();
            while (await channel.BasicGetAsync("notifications.order.dead", autoAck: false) is { } letter)
            {
                keys.AddRange(letter.BasicProperties.MessageId == eventId.ToString() ? [$"{letter.Exchange} {letter.RoutingKey}"] : []);
            }

            // Closing the channel requeues them too, but some time after the answer.
            await channel.BasicNackAsync(deliveryTag: 0, multiple: true, requeue: true);
            return keys;
        });
        keys.ShouldBe(["order.events.dlx order.created.failed"]);
    }
}

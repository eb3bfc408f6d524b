using Shouldly;

namespace Tracker.Tests.Systems.ShopFlow.Notifications;

public sealed class RabbitMqEventTests(RabbitMqShop events) : EventHandlingTests(events), IClassFixture<RabbitMqShop>
{
    protected override async Task InspectDeadLetterAsync(Guid eventId)
    {
        var keys = await events.LookAsync(async channel =>
        {
            // Everything goes back to the queue when the channel closes.
            var keys = new List<string>();
            while (await channel.BasicGetAsync("notifications.order.dead", autoAck: false) is { } letter)
            {
                keys.AddRange(letter.BasicProperties.MessageId == eventId.ToString() ? [$"{letter.Exchange} {letter.RoutingKey}"] : []);
            }

            return keys;
        });
        keys.ShouldBe(["order.events.dlx order.created.failed"]);
    }
}

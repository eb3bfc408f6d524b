using System.Net;
using System.Text;
using Shouldly;
using Tracker.Tests.TestKit;
using Tracker.Tests.TestKit.Delivery;

namespace Tracker.Tests.Systems.ShopFlow.Notifications;

/// <summary>Event handling of notification-service (document 003 §5.1, §5.2), with any transport.</summary>
public abstract class EventHandlingTests(EventShop events)
{
    private const string Queue = "notifications.order.created";
    private readonly Shop shop = events.Shop;

    [Fact]
    public async Task Placing_and_shipping_an_order_sends_mail_and_text()
    {
        const string Phone = "+15550000001";
        var (customer, admin) = (await shop.CustomerAsync(Phone), await shop.AdminAsync());
        var order = await customer.PlaceIdAsync();
        await customer.AwaitNotificationsAsync(order, count: 2);
        await admin.MoveAsync(order, "confirmed");
        await admin.MoveAsync(order, "shipped");

        var told = await customer.AwaitNotificationsAsync(order, count: 4);

        told.Select(one => $"{one!["type"]} {one["channel"]}").Order(StringComparer.Ordinal)
            .ShouldBe(["order_created email", "order_created sms", "order_shipped email", "order_shipped sms"]);
        events.Ses.Accepted.Where(mail => mail.To == customer.Email).Select(mail => mail.Subject)
            .ShouldBe([$"Order Confirmation - #{order[..8]}", $"Order Shipped - #{order[..8]}"]);
        events.Ses.Accepted.Where(mail => mail.To == customer.Email).ShouldAllBe(mail =>
            mail.Html.Contains("Headphones", StringComparison.Ordinal) && mail.Text.Contains("Headphones", StringComparison.Ordinal));
        events.Twilio.Accepted.Count(sms => sms.To == Phone && sms.Body.Contains(order[..8], StringComparison.Ordinal)).ShouldBe(2);
        events.Ses.Mistakes.ShouldBeEmpty();
        events.Twilio.Mistakes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "the message is not JSON")]
    [InlineData("nonsense", "the message is not JSON")]
    [InlineData("\u0001\u0000", "the message is not JSON")]
    [InlineData("[]", "the message is not a JSON object")]
    [InlineData("null", "the message is not a JSON object")]
    [InlineData("{}", "its version is not 1.0")]
    [InlineData("""{"version": "1.\ud800"}""", "the message has text that is not Unicode")]
    [InlineData(
        """{"version": "1.0", "event_type": "OrderCreated", "event_id": "ID", "timestamp": "9999-12-31T23:59:59-12:00"}""",
        "its timestamp is not an ISO 8601 time")]
    [InlineData("""{"version": "1.0", "event_type": "OrderCreated", "event_id": "\ud800"}""", "the message has text that is not Unicode")]
    [InlineData("""{"version": 1.0, "event_type": "OrderCreated"}""", "its version is not 1.0")]
    [InlineData("""{"version": "2.0", "event_type": "OrderCreated"}""", "its version is not 1.0")]
    [InlineData("""{"version": "1.0", "event_type": "OrderShipped"}""", "its event_type is not OrderCreated")]
    [InlineData("""{"version": "1.0", "event_type": "OrderCreated", "event_id": 7}""", "its event_id is not a UUID")]
    [InlineData(
        """{"version": "1.0", "event_type": "OrderCreated", "event_id": "d4e5f6a7-b8c9-0123-def0-123456789abc"}""",
        "its event_id is not the message's id")]
    [InlineData(
        """{"version": "1.0", "event_type": "OrderCreated", "event_id": "ID", "timestamp": "yesterday"}""",
        "its timestamp is not an ISO 8601 time")]
    [InlineData(
        """{"version": "1.0", "event_type": "OrderCreated", "event_id": "ID", "timestamp": "2026-02-17T11:00:00.Z"}""",
        "its timestamp is not an ISO 8601 time")]
    [InlineData(
        """{"version": "1.0", "event_type": "OrderCreated", "event_id": "ID", "timestamp": "2026-02-17T11:00:00Z"}""",
        "its payload is not an object")]
    [InlineData(
        """{"version": "1.0", "event_type": "OrderCreated", "event_id": "ID", "timestamp": "2026-02-17t11:00:00.12345678901234567890+01"}""",
        "its payload is not an object")]
    [InlineData("\uFEFF{\"version\": \"1.0\", \"event_type\": \"OrderShipped\"}", "its event_type is not OrderCreated")]
    [InlineData(
        """{"version": "1.0", "event_type": "OrderCreated", "event_id": "ID", "timestamp": "2026-02-17T11:00:00Z", "payload": {"order_id": "1"}}""",
        "its order_id is not a UUID")]
    [InlineData(
        """{"version": "1.0", "event_type": "OrderCreated", "event_id": "ID", "timestamp": "2026-02-17T11:00:00Z", "payload": {"order_id": "ID"}}""",
        "its user_id is not a UUID")]
    public async Task An_unreadable_message_is_a_dead_letter_at_once(string body, string reason)
    {
        var id = Guid.NewGuid();

        await events.PublishAsync(
            id, "order.created", Encoding.UTF8.GetBytes(body.Replace("\"ID\"", $"\"{id}\"", StringComparison.Ordinal)));

        var dead = await events.DeadAsync(id);
        (dead.Consumer, dead.Topic, dead.Attempts, dead.Reason).ShouldBe((Queue, "order.created", 1, reason));
    }

    [Fact]
    public async Task Invalid_UTF8_and_oversized_messages_are_dead_letters_at_once()
    {
        var (broken, huge) = (Guid.NewGuid(), Guid.NewGuid());
        var fits = EventShop.Created(huge, Guid.NewGuid().ToString(), Guid.NewGuid());

        await events.PublishAsync(broken, "order.created", [(byte)'"', 0xC3, 0x28, (byte)'"']);
        await events.PublishAsync(huge, "order.created", [.. fits, .. Enumerable.Repeat((byte)' ', (1024 * 1024) + 1 - fits.Length)]);

        (await events.DeadAsync(broken)).Reason.ShouldBe("the message is not UTF-8");
        (await events.DeadAsync(huge)).Reason.ShouldBe("the message is longer than 1 MiB");
    }

    [Fact]
    public async Task A_message_without_a_matching_order_is_a_dead_letter()
    {
        var (customer, other) = (await shop.CustomerAsync(), await shop.CustomerAsync());
        var order = await customer.PlaceIdAsync();

        var none = await events.PublishCreatedAsync(Guid.NewGuid().ToString(), customer.Id);
        var notTheirs = await events.PublishCreatedAsync(order, other.Id);

        (await events.DeadAsync(none)).Reason.ShouldBe("there is no such order");
        (await events.DeadAsync(notTheirs)).Reason.ShouldBe("the order is not this user's");
        await customer.AwaitNotificationsAsync(order);
        events.Ses.Accepted.ShouldNotContain(mail => mail.To == other.Email);
    }

    [Theory]
    [InlineData("order-service")]
    [InlineData("auth-service")]
    public async Task Messages_wait_out_a_peer_outage_without_counting_attempts(string peer)
    {
        var customer = await shop.CustomerAsync(EventShop.Phone);
        var order = await customer.PlaceIdAsync();
        await customer.AwaitNotificationsAsync(order, count: 2);
        var waiting = new List<Guid>();
        await shop.Services.StopAsync(peer);
        try
        {
            for (var i = 0; i < 15; i++)
            {
                waiting.Add(await events.PublishCreatedAsync(order, customer.Id));
            }

            await events.LogHasAsync($"{Queue} pauses: order-service {(peer == "order-service" ? "cannot be reached" : "answered 503")}");
            await Task.Delay(2000);
            (await events.RowsAsync(waiting[0])).ShouldBe("");
        }
        finally
        {
            await shop.Services.StartAsync(peer);
        }

        foreach (var id in waiting)
        {
            await events.RowsAsync(id, "email sent, sms sent");
        }

        (await events.DeadLetters.ListAsync(1000, default)).ShouldNotContain(letter => waiting.Contains(letter.EventId));
    }

    [Fact]
    public async Task Only_the_failed_channel_is_retried()
    {
        var customer = await shop.CustomerAsync(EventShop.Phone);
        events.Twilio.Next(ProviderFault.Answer(500), ProviderFault.Answer(500));
        var before = events.Twilio.Requests;

        var order = await customer.PlaceIdAsync();

        await customer.AwaitNotificationsAsync(order, count: 2);
        (events.Twilio.Requests - before).ShouldBe(3);
        events.Ses.Accepted.Count(mail => mail.To == customer.Email).ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_message_is_dead_until_its_replay()
    {
        var customer = await shop.CustomerAsync(EventShop.Phone);
        events.Twilio.Always = ProviderFault.Answer(500, """{"code": 20500, "message": "Twilio is down"}""");
        var order = await customer.PlaceIdAsync();

        var told = await customer.AwaitNotificationsAsync(order, status: "failed");

        var failed =
            await (await customer.GetNotificationsAsync($"/{told.Single(one => one!["status"]!.GetValue<string>() == "failed")!["id"]}"))
            .ReadAsync();
        failed["error_message"]!.GetValue<string>().ShouldBe("it could not be delivered");
        var inDetail = await (await (await shop.AdminAsync()).GetNotificationsAsync($"/{failed["id"]}")).ReadAsync();
        inDetail["error_message"]!.GetValue<string>().ShouldContain("Twilio is down");
        (failed["provider_ref"], failed["sent_at"]).ShouldBe((null, null));
        var dead = await events.DeadAsync(await EventOfAsync(order));
        (dead.Consumer, dead.Attempts).ShouldBe((Queue, 4));
        dead.Reason.ShouldContain("Twilio is down");
        await InspectDeadLetterAsync(dead.EventId);

        events.Twilio.Always = null;
        (await events.DeadLetters.ReplayAsync(dead.EventId, default)).ShouldBe(1);

        await customer.AwaitNotificationsAsync(order, count: 2);
        events.Ses.Accepted.Count(mail => mail.To == customer.Email).ShouldBe(1);
        (await events.FindDeadAsync(dead.EventId)).ShouldBeNull();
    }

    [Fact]
    public async Task A_rejected_notification_fails_without_a_dead_letter()
    {
        var customer = await shop.CustomerAsync(EventShop.Phone);
        events.Twilio.Next(ProviderFault.Answer(400, """{"code": 21610, "message": "Attempt to send to unsubscribed recipient"}"""));
        var order = await customer.PlaceIdAsync();

        await customer.AwaitNotificationsAsync(order, status: "failed");

        await HandledAsync(await EventOfAsync(order));
        (await customer.AwaitNotificationsAsync(order))
            .Single(one => one!["status"]!.GetValue<string>() == "sent")!["channel"]!.GetValue<string>().ShouldBe("email");
    }

    [Fact]
    public async Task A_deactivated_customer_is_notified_and_a_purged_one_not()
    {
        var (purged, deactivated) = (await shop.CustomerAsync(), await shop.CustomerAsync());
        var (purgedOrder, order) = (await purged.PlaceIdAsync(), await deactivated.PlaceIdAsync());
        await purged.AwaitNotificationsAsync(purgedOrder);
        await Shop.ExecuteAsync(shop.AuthDatabase, "delete from users where id = $1", purged.Id);
        (await deactivated.AuthAsync(HttpMethod.Delete, $"/auth/users/{deactivated.Id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        var toPurged = await events.PublishCreatedAsync(purgedOrder, purged.Id);
        var toDeactivated = await events.PublishCreatedAsync(order, deactivated.Id);

        await events.RowsAsync(toDeactivated, "email sent");
        await HandledAsync(toPurged);
        await events.LogHasAsync($"OrderCreated of order {purgedOrder} is not sent");
        (await events.RowsAsync(toPurged)).ShouldBe("");
    }

    [Fact]
    public async Task One_trace_and_one_correlation_id_span_every_service()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        var customer = await shop.CustomerAsync(EventShop.Phone);
        var answer = await customer.OrderAsync(headers: ("traceparent", $"00-{Trace}-b7ad6b7169203331-01"));
        var order = (await answer.ReadAsync(HttpStatusCode.Created))["id"]!.GetValue<string>();

        await customer.AwaitNotificationsAsync(order, count: 2);

        events.Ses.Traceparents.Count(parent => parent.Contains(Trace, StringComparison.Ordinal)).ShouldBe(1);
        events.Twilio.Traceparents.Count(parent => parent.Contains(Trace, StringComparison.Ordinal)).ShouldBe(1);
        var eventId = await EventOfAsync(order);
        (await shop.Orders.LogAsync()).ShouldContain($"\"correlation_id\":\"{eventId}\"");
        (await shop.Auth.LogAsync()).ShouldContain($"\"correlation_id\":\"{eventId}\"");
    }

    /// <summary>Looks for a dead letter where the transport keeps it.</summary>
    protected virtual Task InspectDeadLetterAsync(Guid eventId) => Task.CompletedTask;

    private async Task<Guid> EventOfAsync(string order) => Guid.Parse((await Shop.RowsAsync(
        shop.NotificationsDatabase, "select distinct event_id from notifications where order_id = $1", Guid.Parse(order)))
            .Single()!["event_id"]!.GetValue<string>());

    private async Task HandledAsync(Guid eventId)
    {
        await Soon.BecomesAsync(
            async () => (await Shop.RowsAsync(
                shop.NotificationsDatabase, "select 1 as one from handled_messages where event_id = $1", eventId)).Count,
            count => count == 1);
        (await events.FindDeadAsync(eventId)).ShouldBeNull();
    }
}

using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow.Notifications;

/// <summary>GET /notifications and GET /notifications/:id (document 003 §4.3).</summary>
public sealed class ReadNotificationsTests(Shop shop) : IClassFixture<Shop>
{
    private static readonly string NotFound = Refusal.Of("NOTIFICATION_NOT_FOUND", "Notification not found");

    [Fact]
    public async Task A_list_has_the_newest_notifications_first_without_their_text()
    {
        var customer = await shop.CustomerAsync();
        var first = await customer.PlaceIdAsync();
        await customer.AwaitNotificationsAsync(first);
        var second = await customer.PlaceIdAsync();
        await customer.AwaitNotificationsAsync(second);

        await (await customer.GetNotificationsAsync("/")).ShouldBeAsync(HttpStatusCode.OK, $$"""
            {
                "data": [{{Summary(customer, second)}}, {{Summary(customer, first)}}],
                "pagination": {"page": 1, "limit": 20, "total_items": 2, "total_pages": 1}
            }
            """);
        await (await customer.GetNotificationsAsync($"?page=2&limit=1&channel=email&order_id=")).ShouldBeAsync(HttpStatusCode.OK, $$"""
            {
                "data": [{{Summary(customer, first)}}],
                "pagination": {"page": 2, "limit": 1, "total_items": 2, "total_pages": 2}
            }
            """);
        await (await customer.GetNotificationsAsync($"?order_id={first}")).ShouldBeAsync(HttpStatusCode.OK, $$"""
            {
                "data": [{{Summary(customer, first)}}],
                "pagination": {"page": 1, "limit": 20, "total_items": 1, "total_pages": 1}
            }
            """);
    }

    [Fact]
    public async Task A_single_notification_has_its_text()
    {
        var customer = await shop.CustomerAsync();
        var order = await customer.PlaceIdAsync();
        var id = (await customer.AwaitNotificationsAsync(order)).Single()!["id"];

        var answer = await customer.GetNotificationsAsync($"/{id}");

        await answer.ShouldBeAsync(HttpStatusCode.OK, $$"""
            {
                "id": "{{id}}", "user_id": "{{customer.Id}}", "order_id": "{{order}}", "channel": "email", "type": "order_created", "recipient": "{{customer.Email}}",
                "subject": "Order Confirmation - #{{order[..8]}}", "body": "*", "status": "sent", "provider_ref": "*", "error_message": null, "sent_at": "*", "created_at": "*"
            }
            """);
        var told = await answer.ReadAsync();
        told["body"]!.GetValue<string>().ShouldContain("Headphones");
        told["provider_ref"]!.GetValue<string>().ShouldStartWith("file:");
    }

    [Fact]
    public async Task A_text_message_has_no_subject()
    {
        var customer = await shop.CustomerAsync(EventShop.Phone);
        var order = await customer.PlaceIdAsync();
        await customer.AwaitNotificationsAsync(order, count: 2);

        var sms = (await (await customer.GetNotificationsAsync("?channel=sms")).ReadAsync())["data"]!.AsArray().Single()!;

        (sms["subject"], sms["recipient"]!.GetValue<string>(), sms["channel"]!.GetValue<string>()).ShouldBe((null, EventShop.Phone, "sms"));
        (await (await customer.GetNotificationsAsync($"/{sms["id"]}")).ReadAsync())["body"]!.GetValue<string>()
            .Length.ShouldBeInRange(1, 160);
    }

    [Fact]
    public async Task Customers_see_only_their_own_notifications()
    {
        var (customer, other) = (await shop.CustomerAsync(), await shop.CustomerAsync());
        var order = await customer.PlaceIdAsync();
        var id = (await customer.AwaitNotificationsAsync(order)).Single()!["id"];

        await (await other.GetNotificationsAsync($"/{id}")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        await (await other.GetNotificationsAsync($"?order_id={order}")).ShouldBeAsync(
            HttpStatusCode.OK, """{"data": [], "pagination": {"page": 1, "limit": 20, "total_items": 0, "total_pages": 0}}""");
    }

    [Fact]
    public async Task Admins_list_all_notifications_and_services_read_single_ones()
    {
        var (customer, admin, service) = (await shop.CustomerAsync(), await shop.AdminAsync(), shop.Service("order-service"));
        var order = await customer.PlaceIdAsync();
        var id = (await customer.AwaitNotificationsAsync(order)).Single()!["id"];

        (await admin.GetNotificationsAsync($"/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.AwaitNotificationsAsync(order)).Single()!["id"]!.ToString().ShouldBe(id!.ToString());
        (await (await admin.GetNotificationsAsync("?limit=1")).ReadAsync())["data"]!.AsArray()
            .Single()!["id"]!.ToString().ShouldBe(id.ToString());
        (await service.GetNotificationsAsync($"/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await service.GetNotificationsAsync())
            .ShouldBeAsync(HttpStatusCode.Forbidden, Refusal.Of("FORBIDDEN", "Only a user may do this, not a service"));
    }

    [Theory]
    [InlineData("00000000-0000-7000-8000-000000000000")]
    [InlineData("42")]
    [InlineData("{00000000-0000-7000-8000-000000000000}")]
    public async Task An_unknown_notification_is_not_found(string id)
    {
        await (await (await shop.CustomerAsync()).GetNotificationsAsync($"/{id}")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        await (await shop.Service().GetNotificationsAsync($"/{id}")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
    }

    [Theory]
    [InlineData("page=0", "page", "must be a whole number, at least 1")]
    [InlineData("page=1.0", "page", "must be a whole number, at least 1")]
    [InlineData("limit=0", "limit", "must be a whole number from 1 to 100")]
    [InlineData("limit=101", "limit", "must be a whole number from 1 to 100")]
    [InlineData("channel=in_app", "channel", "must be one of email, sms")]
    [InlineData("channel=Email", "channel", "must be one of email, sms")]
    [InlineData("order_id=42", "order_id", "must be a UUID")]
    public async Task A_bad_parameter_is_reported(string query, string field, string message) =>
        await (await (await shop.CustomerAsync()).GetNotificationsAsync($"?{query}")).ShouldBeAsync(
            HttpStatusCode.BadRequest, Refusal.Invalid($$"""{"{{field}}": ["{{message}}"]}"""));

    [Fact]
    public async Task All_bad_parameters_are_reported_together()
    {
        var customer = await shop.CustomerAsync();

        await (await customer.GetNotificationsAsync("?page=x&limit=x&channel=x&order_id=x"))
            .ShouldBeAsync(HttpStatusCode.BadRequest, Refusal.Invalid(
            """{"page": ["*"], "limit": ["*"], "channel": ["*"], "order_id": ["*"]}"""));
        await (await customer.GetNotificationsAsync($"?page={int.MaxValue}&limit=100&unknown=1")).ShouldBeAsync(
            HttpStatusCode.OK, """{"data": [], "pagination": {"page": 2147483647, "limit": 100, "total_items": 0, "total_pages": 0}}""");
    }

    [Theory]
    [InlineData("POST", "/notifications")]
    [InlineData("DELETE", "/notifications/00000000-0000-7000-8000-000000000000")]
    public async Task Notifications_are_read_only(string method, string path) =>
        (await shop.NotificationsHttp.SendAsync(new HttpRequestMessage(new HttpMethod(method), path)))
            .StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);

    private static string Summary(Shopper customer, string order) =>
        $$"""
        {
            "id": "*", "user_id": "{{customer.Id}}", "order_id": "{{order}}", "channel": "email", "type": "order_created", "recipient": "{{customer.Email}}",
            "subject": "Order Confirmation - #{{order[..8]}}", "status": "sent", "sent_at": "*", "created_at": "*"
        }
        """;
}

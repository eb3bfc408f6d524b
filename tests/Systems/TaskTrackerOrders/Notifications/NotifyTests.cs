using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerOrders.Notifications;

/// <summary>Service 3 of document 000.</summary>
public sealed class NotifyTests(OrderSystem system) : IClassFixture<OrderSystem>
{
    [Theory]
    [InlineData("email")]
    [InlineData("in_app")]
    [InlineData("sms")]
    public async Task A_notification_of_each_type_is_delivered(string type)
    {
        var (ada, bob) = (await system.UserAsync(), await system.UserAsync(phone: "+15551234567"));

        var answer = await ada.NotifyAsync(Body(bob.Id, type));

        await answer.ShouldBeAsync(HttpStatusCode.Created, """{"id": "*", "status": "pending"}""");
        var id = (await answer.ReadAsync(HttpStatusCode.Created))["id"]!.GetValue<string>();
        await bob.AwaitNotificationsAsync();
        await (await bob.GetNotificationsAsync()).ShouldBeAsync(
            HttpStatusCode.OK, $$"""[{"id": "{{id}}", "type": "{{type}}", "subject": "Hello", "status": "sent", "created_at": "*"}]""");
    }

    [Fact]
    public async Task A_user_without_a_phone_gets_no_text_message()
    {
        var ada = await system.UserAsync();

        await ada.NotifyAsync(Body(ada.Id, "sms"));

        (await ada.AwaitNotificationsAsync())[0]!["status"]!.GetValue<string>().ShouldBe("failed");
    }

    [Fact]
    public async Task A_user_reads_the_text_of_the_own_notifications()
    {
        var (ada, eve) = (await system.UserAsync(), await system.UserAsync());
        var id = (await (await ada.NotifyAsync(Body(ada.Id, "in_app"))).ReadAsync(HttpStatusCode.Created))["id"]!.GetValue<string>();
        await ada.AwaitNotificationsAsync();

        await (await ada.GetNotificationsAsync($"/notifications/{id}")).ShouldBeAsync(HttpStatusCode.OK, $$"""
            {"id": "{{id}}", "type": "in_app", "subject": "Hello", "body": "<b>text</b>", "status": "sent", "created_at": "*"}
            """);
        await (await eve.GetNotificationsAsync($"/notifications/{id}"))
            .ShouldBeAsync(HttpStatusCode.NotFound, """{"detail": "Notification not found"}""");
        (await ada.GetNotificationsAsync("/notifications/7")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("push")]
    [InlineData("Email")]
    [InlineData("")]
    [InlineData(" email")]
    public async Task An_unknown_type_answers_400(string type)
    {
        var ada = await system.UserAsync();

        await (await ada.NotifyAsync(Body(ada.Id, type)))
            .ShouldBeAsync(HttpStatusCode.BadRequest, """{"detail": "Invalid notification type"}""");
    }

    [Theory]
    [InlineData("user_id", "7", "must be a UUID", "uuid_parsing")]
    [InlineData("user_id", "\"1\"", "must be a UUID", "uuid_parsing")]
    [InlineData("user_id", "null", "must be a UUID", "uuid_parsing")]
    [InlineData("type", "7", "must be a string", "string_type")]
    [InlineData("type", "null", "must be a string", "string_type")]
    [InlineData("subject", "\"\"", "must not be empty", "string_too_short")]
    [InlineData("subject", "\"\\u0000\"", "must not contain the character U+0000", "value_error")]
    [InlineData("body", "\" \"", "must not be empty", "string_too_short")]
    [InlineData("body", "{}", "must be a string", "string_type")]
    public async Task A_fault_of_a_notification_is_told(string field, string json, string message, string type)
    {
        var ada = await system.UserAsync();
        var members = new Dictionary<string, string>
        {
            ["user_id"] = $"\"{ada.Id}\"", ["type"] = "\"email\"", ["subject"] = "\"Hello\"", ["body"] = "\"text\"", [field] = json,
        };

        var body = string.Join(", ", members.Select(member => $"\"{member.Key}\": {member.Value}"));
        await (await ada.NotifyAsync("{" + body + "}")).ShouldBeAsync(
            HttpStatusCode.UnprocessableEntity,
            $$"""{"detail": [{"loc": ["body", "{{field}}"], "msg": "{{message}}", "type": "{{type}}"}]}""");
    }

    [Fact]
    public async Task Notifications_are_listed_newest_first_by_page()
    {
        var ada = await system.UserAsync();
        foreach (var subject in new[] { "one", "two", "three" })
        {
            await ada.NotifyAsync(Body(ada.Id, "in_app", subject));
        }

        await ada.AwaitNotificationsAsync(3);

        Subjects(await (await ada.GetNotificationsAsync()).ReadAsync()).ShouldBe(["three", "two", "one"]);
        Subjects(await (await ada.GetNotificationsAsync("/notifications?skip=1&limit=1")).ReadAsync()).ShouldBe(["two"]);
        Subjects(await (await ada.GetNotificationsAsync("/notifications?skip=99")).ReadAsync()).ShouldBeEmpty();

        static IEnumerable<string> Subjects(System.Text.Json.Nodes.JsonNode list) =>
            list.AsArray().Select(one => one!["subject"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=ten")]
    [InlineData("skip=-1")]
    [InlineData("skip=1.0")]
    public async Task A_bad_page_answers_422(string query) =>
        (await (await system.UserAsync()).GetNotificationsAsync($"/notifications?{query}"))
            .StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

    [Fact]
    public async Task Every_endpoint_needs_a_token()
    {
        const string Refused = """{"detail": "Not authenticated"}""";

        await (await system.Notifications.GetAsync("/notifications")).ShouldBeAsync(HttpStatusCode.Unauthorized, Refused);
        await (await system.Notifications.PostAsync("/notify", JsonAssertions.Json("{}"))).ShouldBeAsync(HttpStatusCode.Unauthorized, Refused);
        (await system.Service().GetNotificationsAsync()).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await system.Service().NotifyAsync(Body(Guid.NewGuid(), "in_app"))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task An_order_is_confirmed_and_shipped_by_email()
    {
        var ada = await system.UserAsync();
        var id = await ada.PlaceAsync();

        await ada.AwaitNotificationsAsync();
        await ada.MoveAsync(id, "confirmed");
        await ada.PutAsync(id, """{"status": "shipped", "tracking_number": "1Z-999"}""");
        var list = await ada.AwaitNotificationsAsync(2);

        list.Select(one => one!["subject"]!.GetValue<string>())
            .ShouldBe([$"Order Shipped - #{id[..8]}", $"Order Confirmation - #{id[..8]}"]);
        list.ShouldAllBe(one => one!["status"]!.GetValue<string>() == "sent" && one["type"]!.GetValue<string>() == "email");
        (await (await ada.GetNotificationsAsync($"/notifications/{list[0]!["id"]}")).ReadAsync())["body"]!.GetValue<string>()
            .ShouldContain("1Z-999");
    }

    private static string Body(Guid user, string type, string subject = "Hello") =>
        $$"""{"user_id": "{{user}}", "type": "{{type}}", "subject": "{{subject}}", "body": "<b>text</b>"}""";
}

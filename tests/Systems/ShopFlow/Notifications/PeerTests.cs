using System.Net;
using System.Net.Sockets;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow.Notifications;

/// <summary>Bad or missing answers of other services (document 003 §7.2, §7.3). None of them counts against the message.</summary>
public sealed class PeerTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task A_refused_service_token_makes_messages_wait() =>
        await WaitsAsync("auth-service answered 401", ("AUTH_SERVICE_TOKEN", "nonsense"));

    [Fact]
    public async Task A_silent_peer_makes_messages_wait()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();

        await WaitsAsync(
            "auth-service did not answer within 2 s", ("AUTH_SERVICE_URL", $"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}"));
    }

    [Theory]
    [InlineData(200, "{}", "auth-service answered with an unreadable body")]
    [InlineData(200, "null", "auth-service answered null")]
    [InlineData(200, "<html>", "auth-service answered with an unreadable body")]
    [InlineData(
        200, """{"id": "d4e5f6a7-b8c9-0123-def0-123456789abc", "email": null, "first_name": "A", "last_name": "B", "phone": null}""",
        "auth-service answered with an unreadable body")]
    [InlineData(200, "huge", "auth-service answered more than 65536 bytes")]
    [InlineData(429, "", "auth-service answered 429")]
    [InlineData(500, "", "auth-service answered 500")]
    [InlineData(302, "", "auth-service answered 302")]
    [InlineData(403, "", "auth-service answered 403")]
    public async Task An_invalid_answer_about_the_customer_makes_messages_wait(int status, string body, string reason)
    {
        await using var peer = new AnsweringPeer(status, body == "huge" ? new string(' ', 100_000) : body);

        await WaitsAsync(reason, ("AUTH_SERVICE_URL", peer.Url.ToString()));
    }

    [Theory]
    [InlineData("AUTH_SERVICE_URL", "404 page not found\n", "auth-service answered 404 without USER_NOT_FOUND: 404 page not found")]
    [InlineData("AUTH_SERVICE_URL", "", "auth-service answered 404 without USER_NOT_FOUND: ")]
    [InlineData("AUTH_SERVICE_URL", """{"error": {"code": "NOT_FOUND"}}""", "auth-service answered 404 without USER_NOT_FOUND: {")]
    [InlineData("AUTH_SERVICE_URL", """{"error": "USER_NOT_FOUND"}""", "auth-service answered 404 without USER_NOT_FOUND: {")]
    [InlineData("ORDER_SERVICE_URL", "404 page not found", "order-service answered 404 without ORDER_NOT_FOUND: 404 page not found")]
    [InlineData("ORDER_SERVICE_URL", """{"error": {"code": "USER_NOT_FOUND"}}""", "order-service answered 404 without ORDER_NOT_FOUND: {")]
    public async Task A_404_from_a_proxy_makes_messages_wait(string url, string body, string reason)
    {
        await using var proxy = new AnsweringPeer(404, body);

        await WaitsAsync(reason, (url, proxy.Url.ToString()));
    }

    private async Task WaitsAsync(string reason, params (string Name, string Value)[] notificationSettings)
    {
        await shop.Services.StopAsync("notification-service");
        var customer = await shop.CustomerAsync();
        var order = await customer.PlaceIdAsync();
        try
        {
            await using var notifications = await shop.Services.StartAnotherAsync("notification-service", notificationSettings);
            await Soon.BecomesAsync(
                notifications.LogAsync, log => log.Contains($"notifications.order.created pauses: {reason}", StringComparison.Ordinal));

            var waiting = await Shop.RowsAsync(
                shop.NotificationsDatabase,
                "select attempts, dead_at from inbound_messages where convert_from(body, 'UTF8') like '%' || $1 || '%'",
                order);
            waiting.ToJsonString().ShouldBe("""[{"dead_at":null,"attempts":0}]""");
        }
        finally
        {
            await shop.Services.StartAsync("notification-service");
        }

        await customer.AwaitNotificationsAsync(order);
    }
}

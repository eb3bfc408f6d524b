using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow;

/// <summary>Databases that become read-only under running services, for instance after a failover.</summary>
public sealed class ReadOnlyDatabaseTests
{
    private const string Away =
        """
        {"error": {
            "code": "SERVICE_UNAVAILABLE", "message": "The service is temporarily unavailable. Please try again shortly.",
            "details": {}, "correlation_id": "*"}}
        """;

    private const string NotReady = """{"status": "degraded", "components": {"db": "down"}}""";

    [Fact]
    public async Task A_read_only_database_permits_reads_only_until_it_recovers()
    {
        await using var shop = await Shop.StartAsync();
        var customer = await shop.CustomerAsync();
        var admin = await shop.AdminAsync();
        var order = await customer.PlaceIdAsync();
        await customer.AwaitNotificationsAsync(order);
        string[] databases = [shop.AuthDatabase, shop.OrdersDatabase, shop.NotificationsDatabase];
        HttpClient[] services = [shop.AuthHttp, shop.OrdersHttp, shop.NotificationsHttp];
        foreach (var database in databases)
        {
            await TestPostgres.SetReadOnlyAsync(database, true);
        }

        foreach (var service in services)
        {
            var last = await Soon.BecomesAsync(
                () => service.GetAsync("/health/ready"), ready => ready.StatusCode == HttpStatusCode.ServiceUnavailable);
            await last.ShouldBeAsync(HttpStatusCode.ServiceUnavailable, NotReady);
            await (await service.GetAsync("/health")).ShouldBeAsync(HttpStatusCode.OK, """{"status": "ok"}""");
        }

        await Soon.BecomesAsync(() => customer.GetAsync($"/orders/{order}"), read => read.StatusCode == HttpStatusCode.OK);
        var account = $$"""{"email": "{{customer.Email}}", "password": "{{Shop.Password}}"}""";
        HttpResponseMessage[] answers =
        [
            await shop.RegisterAsync("new@example.com"),
            await shop.PostAsync("/auth/login", account),
            await shop.PostAsync("/auth/refresh", $$"""{"refresh_token": "{{customer.RefreshToken}}"}"""),
            await customer.AuthAsync(HttpMethod.Delete, $"/auth/users/{customer.Id}"),
            await customer.OrderAsync(),
            await admin.MoveAsync(order, "confirmed"),
        ];
        foreach (var answer in answers)
        {
            await answer.ShouldBeAsync(HttpStatusCode.ServiceUnavailable, Away);
        }

        (await customer.GetAsync("/orders")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await shop.Services.LogAsync()).ShouldNotContain("\"stack\"");

        foreach (var database in databases)
        {
            await TestPostgres.SetReadOnlyAsync(database, false);
        }

        foreach (var service in services)
        {
            await Soon.BecomesAsync(() => service.GetAsync("/health/ready"), ready => ready.StatusCode == HttpStatusCode.OK);
        }

        await Soon.BecomesAsync(() => shop.PostAsync("/auth/login", account), login => login.StatusCode == HttpStatusCode.OK);
        await Soon.BecomesAsync(() => customer.GetNotificationsAsync(), list => list.StatusCode == HttpStatusCode.OK);
        var placed = await Soon.BecomesAsync(() => customer.OrderAsync(), answer => answer.StatusCode == HttpStatusCode.Created);
        await customer.AwaitNotificationsAsync((await placed.ReadAsync(HttpStatusCode.Created))["id"]!.GetValue<string>());
    }
}

using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow.Orders;

/// <summary>PATCH /orders/:id/status (document 003 §4.2, §6).</summary>
public sealed class StatusTests(Shop shop) : IClassFixture<Shop>
{
    private static readonly string[] Statuses = ["pending", "confirmed", "shipped", "delivered"];
    private static readonly string OnlyAdmins = Refusal.Of("FORBIDDEN", "Only an admin may do this");

    [Fact]
    public async Task Each_step_of_an_order_sets_its_time()
    {
        var (customer, admin) = (await shop.CustomerAsync(), await shop.AdminAsync());
        var id = await customer.PlaceIdAsync();

        foreach (var status in Statuses[1..])
        {
            await (await admin.MoveAsync(id, status)).ShouldBeAsync(
                HttpStatusCode.OK, $$"""{"id": "{{id}}", "status": "{{status}}", "{{status}}_at": "*", "updated_at": "*"}""");
            var order = await (await customer.GetAsync($"/orders/{id}")).ReadAsync();
            order["status"]!.GetValue<string>().ShouldBe(status);
            Statuses[1..].Where(step => order[$"{step}_at"] is not null).ShouldBe(Statuses[1..(Array.IndexOf(Statuses, status) + 1)]);
            order["updated_at"]!.GetValue<string>().ShouldBe(order[$"{status}_at"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("pending", "shipped")]
    [InlineData("pending", "delivered")]
    [InlineData("confirmed", "pending")]
    [InlineData("confirmed", "delivered")]
    [InlineData("shipped", "confirmed")]
    [InlineData("shipped", "pending")]
    [InlineData("delivered", "shipped")]
    [InlineData("delivered", "pending")]
    public async Task A_backward_or_skipping_step_is_invalid(string from, string to)
    {
        var admin = await shop.AdminAsync();
        var id = await OrderInAsync(admin, from);

        await (await admin.MoveAsync(id, to)).ShouldBeAsync(
            HttpStatusCode.BadRequest, Refusal.Of("INVALID_TRANSITION", "An order cannot go from its present status to this one"));
    }

    [Theory]
    [InlineData("pending")]
    [InlineData("confirmed")]
    [InlineData("shipped")]
    [InlineData("delivered")]
    public async Task The_same_status_again_is_a_conflict(string status)
    {
        var admin = await shop.AdminAsync();
        var id = await OrderInAsync(admin, status);

        await (await admin.MoveAsync(id, status))
            .ShouldBeAsync(HttpStatusCode.Conflict, Refusal.Of("ALREADY_IN_STATE", "The order has this status already"));
    }

    [Fact]
    public async Task Exactly_one_of_64_parallel_moves_succeeds_with_one_event()
    {
        var admins = await shop.AdminsAsync(64);
        var id = await OrderInAsync(admins[0], "confirmed");

        var answers = await Task.WhenAll(admins.Select(admin => admin.MoveAsync(id, "shipped")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(63);
        (await Shop.RowsAsync(
            shop.OrdersDatabase,
            "select 1 from outbox where topic = 'order.shipped' and convert_from(body, 'UTF8') like '%' || $1 || '%'",
            id)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Customers_and_services_cannot_move_any_order()
    {
        var customer = await shop.CustomerAsync();
        var id = await customer.PlaceIdAsync();

        await (await customer.MoveAsync(id, "confirmed")).ShouldBeAsync(HttpStatusCode.Forbidden, OnlyAdmins);
        await (await shop.Service().MoveAsync(id, "confirmed")).ShouldBeAsync(HttpStatusCode.Forbidden, OnlyAdmins);
        await (await customer.MoveAsync(Guid.NewGuid().ToString(), "nonsense")).ShouldBeAsync(HttpStatusCode.Forbidden, OnlyAdmins);
    }

    [Fact]
    public async Task An_unknown_order_is_not_found()
    {
        var admin = await shop.AdminAsync();
        var notFound = Refusal.Of("ORDER_NOT_FOUND", "Order not found");

        await (await admin.MoveAsync(Guid.NewGuid().ToString(), "confirmed")).ShouldBeAsync(HttpStatusCode.NotFound, notFound);
        await (await admin.MoveAsync("42", "confirmed")).ShouldBeAsync(HttpStatusCode.NotFound, notFound);
    }

    [Theory]
    [InlineData("""{"status": "cancelled"}""", "must be one of pending, confirmed, shipped, delivered")]
    [InlineData("""{"status": "Confirmed"}""", "must be one of pending, confirmed, shipped, delivered")]
    [InlineData("""{"status": null}""", "must be a string")]
    [InlineData("""{"status": ""}""", "must not be empty")]
    [InlineData("{}", "is required")]
    public async Task An_unknown_status_is_a_validation_error(string body, string message)
    {
        var admin = await shop.AdminAsync();
        var id = await admin.PlaceIdAsync();

        await (await admin.PatchAsync($"/orders/{id}/status", body))
            .ShouldBeAsync(HttpStatusCode.BadRequest, Refusal.Invalid($$"""{"status": ["{{message}}"]}"""));
    }

    private static async Task<string> OrderInAsync(Shopper admin, string status)
    {
        var id = await admin.PlaceIdAsync();
        foreach (var step in Statuses[1..(Array.IndexOf(Statuses, status) + 1)])
        {
            await (await admin.MoveAsync(id, step)).ReadAsync();
        }

        return id;
    }
}

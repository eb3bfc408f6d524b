using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tracker.Modules.Orders;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow.Orders;

/// <summary>GET /orders and GET /orders/:id (document 003 §4.2).</summary>
public sealed class ReadOrdersTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Only_customer_admin_and_service_read_an_order()
    {
        var customer = await shop.CustomerAsync();
        var path = $"/orders/{await customer.PlaceIdAsync()}";

        foreach (var reader in new[] { customer, await shop.AdminAsync(), shop.Service() })
        {
            (await reader.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await (await (await shop.CustomerAsync()).GetAsync(path))
            .ShouldBeAsync(HttpStatusCode.Forbidden, Refusal.Of("FORBIDDEN", "This order belongs to somebody else"));
    }

    [Theory]
    [InlineData("00000000-0000-7000-8000-000000000000")]
    [InlineData("42")]
    [InlineData("{00000000-0000-7000-8000-000000000000}")]
    [InlineData("%2000000000-0000-7000-8000-000000000000")]
    public async Task An_unknown_order_is_not_found(string id) =>
        await (await (await shop.CustomerAsync()).GetAsync($"/orders/{id}"))
            .ShouldBeAsync(HttpStatusCode.NotFound, Refusal.Of("ORDER_NOT_FOUND", "Order not found"));

    [Fact]
    public async Task A_list_has_the_callers_newest_orders_first()
    {
        var customer = await shop.CustomerAsync();
        var (first, second) = (await customer.PlaceIdAsync(), await customer.PlaceIdAsync());

        await (await customer.GetAsync("/orders/")).ShouldBeAsync(HttpStatusCode.OK, $$"""
            {
                "data": [
                    {"id": "{{second}}", "status": "pending", "total_amount": 99.98, "currency": "USD", "created_at": "*"},
                    {"id": "{{first}}", "status": "pending", "total_amount": 99.98, "currency": "USD", "created_at": "*"}
                ],
                "pagination": {"page": 1, "limit": 20, "total_items": 2, "total_pages": 1}
            }
            """);
    }

    [Fact]
    public async Task An_empty_list_has_no_pages() =>
        await (await (await shop.CustomerAsync()).GetAsync("/orders?page=3&limit=")).ShouldBeAsync(
        HttpStatusCode.OK, """{"data": [], "pagination": {"page": 3, "limit": 20, "total_items": 0, "total_pages": 0}}""");

    [Fact]
    public async Task Page_status_and_sort_can_be_chosen()
    {
        var (customer, admin) = (await shop.CustomerAsync(), await shop.AdminAsync());
        var orders = new List<string>();
        foreach (var price in new[] { "3.00", "1.00", "2.00" })
        {
            orders.Add(await customer.PlaceIdAsync(Shopper.SmallOrder.Replace("49.99", price, StringComparison.Ordinal)));
        }

        await admin.MoveAsync(orders[0], "confirmed");

        (await IdsAsync(customer, "?sort_by=total_amount&sort_dir=asc")).ShouldBe([orders[1], orders[2], orders[0]]);
        (await IdsAsync(customer, "?sort_by=updated_at")).ShouldBe([orders[0], orders[2], orders[1]]);
        (await IdsAsync(customer, "?sort_by=status&sort_dir=asc")).ShouldBe([orders[0], orders[1], orders[2]]);
        (await IdsAsync(customer, "?sort_by=created_at&sort_dir=asc&limit=2&page=2")).ShouldBe([orders[2]]);
        (await IdsAsync(customer, "?status=confirmed")).ShouldBe([orders[0]]);
        (await IdsAsync(customer, "?status=delivered")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Totals_are_exact_before_and_after_folding()
    {
        var customer = await shop.CustomerAsync();
        for (var i = 0; i < 3; i++)
        {
            await customer.PlaceIdAsync();
            (await TotalAsync(customer)).ShouldBe(i + 1);
            await Soon.BecomesAsync(() => FoldedAsync(customer), folded => folded == i + 1);
            (await TotalAsync(customer)).ShouldBe(i + 1);
        }

        (await (await customer.GetAsync("/orders?limit=2")).ReadAsync())["pagination"]!.ToJsonString()
            .ShouldBe("""{"page":1,"limit":2,"total_items":3,"total_pages":2}""");
    }

    private static async Task<int> TotalAsync(Shopper customer) =>
        (await (await customer.GetAsync("/orders?limit=2")).ReadAsync())["pagination"]!["total_items"]!.GetValue<int>();

    /// <summary>
    /// Folds, and returns the number of a customer's orders in the table of sums. The service folds too, and only one folds at a time.
    /// </summary>
    private async Task<int> FoldedAsync(Shopper customer)
    {
        await shop.Orders.Services.GetRequiredService<FoldOrderCounts>().StepAsync(default);
        var sums = await Shop.RowsAsync(
            shop.OrdersDatabase, "select coalesce(sum(orders), 0)::int as orders from order_counts where user_id = $1", customer.Id);
        return sums.Single()!["orders"]!.GetValue<int>();
    }

    [Fact]
    public async Task Admins_can_list_their_own_one_users_or_all_orders()
    {
        var (customer, admin) = (await shop.CustomerAsync(), await shop.AdminAsync());
        var (theirs, own) = (await customer.PlaceIdAsync(), await admin.PlaceIdAsync());

        (await IdsAsync(admin, "?scope=all&limit=2")).ShouldBe([own, theirs]);
        (await IdsAsync(admin, $"?user_id={customer.Id}")).ShouldBe([theirs]);
        (await IdsAsync(admin, $"?scope=all&user_id={customer.Id}")).ShouldBe([theirs]);
        (await IdsAsync(admin, "")).ShouldBe([own]);
        (await (await admin.GetAsync($"/orders?user_id={Guid.Empty}")).ReadAsync())["pagination"]!["total_items"]!.GetValue<int>()
            .ShouldBe(0);
    }

    [Fact]
    public async Task Customers_list_only_their_own_orders_and_services_none()
    {
        var (customer, other) = (await shop.CustomerAsync(), await shop.CustomerAsync());
        var onlyAdmins = Refusal.Of("FORBIDDEN", "Only an admin may do this");

        await (await customer.GetAsync("/orders?scope=all")).ShouldBeAsync(HttpStatusCode.Forbidden, onlyAdmins);
        await (await customer.GetAsync($"/orders?user_id={other.Id}")).ShouldBeAsync(HttpStatusCode.Forbidden, onlyAdmins);
        (await customer.GetAsync($"/orders?user_id={customer.Id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await shop.Service().GetAsync("/orders"))
            .ShouldBeAsync(HttpStatusCode.Forbidden, Refusal.Of("FORBIDDEN", "Only a user may do this, not a service"));
        await (await shop.Service().OrderAsync())
            .ShouldBeAsync(HttpStatusCode.Forbidden, Refusal.Of("FORBIDDEN", "Only a user may do this, not a service"));
    }

    [Theory]
    [InlineData("2147483647")]
    [InlineData("2147483648")]
    [InlineData("99999999999999999999")]
    [InlineData("1000000000000000000000000000000000000000000000000")]
    public async Task Any_page_past_the_end_is_empty(string page)
    {
        var customer = await shop.CustomerAsync();
        await customer.PlaceIdAsync();

        (await IdsAsync(customer, $"?page={page}")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("page=0", "page", "must be a whole number, at least 1")]
    [InlineData("page=1.0", "page", "must be a whole number, at least 1")]
    [InlineData("limit=101", "limit", "must be a whole number from 1 to 100")]
    [InlineData("limit=-1", "limit", "must be a whole number from 1 to 100")]
    [InlineData("status=cancelled", "status", "must be one of pending, confirmed, shipped, delivered")]
    [InlineData("sort_by=notes", "sort_by", "must be one of created_at, updated_at, total_amount, status")]
    [InlineData("sort_by=id;drop table orders", "sort_by", "must be one of created_at, updated_at, total_amount, status")]
    [InlineData("sort_dir=up", "sort_dir", "must be one of asc, desc")]
    [InlineData("scope=everything", "scope", "must be one of own, all")]
    [InlineData("user_id=me", "user_id", "must be a UUID")]
    [InlineData("user_id=%2B0000000-0000-7000-8000-000000000000", "user_id", "must be a UUID")]
    public async Task A_bad_parameter_is_reported(string query, string field, string message) =>
        await (await (await shop.CustomerAsync()).GetAsync($"/orders?{query}"))
            .ShouldBeAsync(HttpStatusCode.BadRequest, Refusal.Invalid($$"""{"{{field}}": ["{{message}}"]}"""));

    private static async Task<string[]> IdsAsync(Shopper reader, string query) =>
        [.. (await (await reader.GetAsync($"/orders{query}")).ReadAsync())["data"]!.AsArray()
            .Select(order => order!["id"]!.GetValue<string>())];
}

using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow.Orders;

/// <summary>The events of document 003 §5, byte for byte as stored in the outbox.</summary>
public sealed class EventTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Placing_an_order_appends_OrderCreated()
    {
        var customer = await shop.CustomerAsync();
        var order = await customer.PlaceAsync();
        var (id, at) = (order["id"]!.GetValue<string>(), order["created_at"]!.GetValue<string>());

        var (eventId, body) = await EventAsync("order.created", id);

        body.ShouldBe(
            $$$"""{"event_id":"{{{eventId}}}","event_type":"OrderCreated","timestamp":"{{{at}}}","version":"1.0","payload":{"order_id":"{{{id}}}","user_id":"{{{customer.Id}}}" """.TrimEnd() +
            ""","status":"pending","total_amount":99.98,"currency":"USD","items_count":1,"shipping_address":{"city":"Springfield","state":"IL","country":"US"}}}""");
    }

    [Fact]
    public async Task Only_shipping_an_order_appends_OrderShipped()
    {
        var (customer, admin) = (await shop.CustomerAsync(), await shop.AdminAsync());
        var id = await customer.PlaceIdAsync(Shopper.SmallOrder.Replace("\"state\": \"IL\", ", "", StringComparison.Ordinal)
            .Replace("\"US\"", "\"CA\"", StringComparison.Ordinal));
        await (await admin.MoveAsync(id, "confirmed")).ReadAsync();
        var at = (await (await admin.MoveAsync(id, "shipped")).ReadAsync())["shipped_at"]!.GetValue<string>();
        await (await admin.MoveAsync(id, "delivered")).ReadAsync();

        var (eventId, body) = await EventAsync("order.shipped", id);

        body.ShouldBe(
            $$$"""{"event_id":"{{{eventId}}}","event_type":"OrderShipped","timestamp":"{{{at}}}","version":"1.0","payload":{"order_id":"{{{id}}}","user_id":"{{{customer.Id}}}" """.TrimEnd() +
            $$$$""","status":"shipped","shipped_at":"{{{{at}}}}","shipping_address":{"city":"Springfield","state":null,"country":"CA"}}}""");
        (await RowsAsync(id)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_refused_order_appends_no_event()
    {
        var before = (await RowsAsync("")).Count;

        await (await shop.CustomerAsync()).OrderAsync("""{"items": []}""");

        (await RowsAsync("")).Count.ShouldBe(before);
    }

    [Fact]
    public async Task An_event_carries_the_trace_of_its_request()
    {
        var answer = await (await shop.CustomerAsync())
            .OrderAsync(headers: ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
        var id = (await answer.ReadAsync(System.Net.HttpStatusCode.Created))["id"]!.GetValue<string>();

        var trace = (await RowsAsync(id)).Single()!["trace_parent"]!.GetValue<string>();

        trace.ShouldStartWith("00-0af7651916cd43dd8448eb211c80319c-");
        trace.ShouldNotContain("b7ad6b7169203331");
    }

    private async Task<(string Id, string Body)> EventAsync(string topic, string order)
    {
        var row = (await RowsAsync(order)).Single(row => row!["topic"]!.GetValue<string>() == topic)!;
        return (row["event_id"]!.GetValue<string>(), Encoding.UTF8.GetString(Convert.FromHexString(row["hex"]!.GetValue<string>())));
    }

    private Task<JsonArray> RowsAsync(string order) => Shop.RowsAsync(
        shop.OrdersDatabase,
        "select event_id, topic, trace_parent, encode(body, 'hex') as hex from outbox where convert_from(body, 'UTF8') like '%' || $1 || "
            + "'%'",
        order);
}

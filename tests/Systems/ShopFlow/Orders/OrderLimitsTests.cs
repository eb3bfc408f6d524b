using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow.Orders;

/// <summary>The maximum lengths of the texts of an order (document 003 §4.2).</summary>
public sealed class OrderLimitsTests(Shop shop) : IClassFixture<Shop>
{
    [Theory]
    [InlineData("items.0.product_name", 200)]
    [InlineData("shipping_address.street", 200)]
    [InlineData("shipping_address.city", 100)]
    [InlineData("shipping_address.state", 100)]
    [InlineData("shipping_address.zip_code", 20)]
    [InlineData("notes", 500)]
    public async Task Every_text_has_a_maximum_length(string field, int max)
    {
        var customer = await shop.CustomerAsync();
        // Each code point is two chars and four bytes: the limit counts code points.
        var text = string.Concat(Enumerable.Repeat("😀", max));

        At(await customer.PlaceAsync(OrderWith(field, text)), field).ShouldBe(text);
        await (await customer.OrderAsync(OrderWith(field, text + "!"))).ShouldBeAsync(
            HttpStatusCode.BadRequest, Refusal.Invalid($$"""{"{{field}}": ["must have at most {{max}} characters"]}"""));
    }

    private static string OrderWith(string field, string text)
    {
        var order = JsonNode.Parse(Shopper.SmallOrder)!;
        var (parent, name) = Find(order, field);
        parent[name] = text;
        return order.ToJsonString();
    }

    private static string At(JsonNode order, string field)
    {
        var (parent, name) = Find(order, field);
        return parent[name]!.GetValue<string>();
    }

    private static (JsonNode Parent, string Name) Find(JsonNode order, string field)
    {
        var steps = field.Split('.');
        var parent = steps[..^1].Aggregate(order, (node, step) => int.TryParse(step, out var index) ? node[index]! : node[step]!);
        return (parent, steps[^1]);
    }
}

using Tracker.Modules.Orders;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTrackerOrders.Orders;

/// <summary>Reads the body of a new order.</summary>
internal static class OrderFields
{
    // A greater quantity of the cheapest product exceeds the max total of an order.
    private const long MaxQuantity = (long)(Money.Max * 100);
    private static readonly int MaxLines = OrderPolicies.Orders.MaxLines;
    private static readonly TextRule ProductId = new(1, 255);
    private static readonly DecimalRule Price = new(0, Money.Max, Money.Decimals);

    public static BodyDescription Body { get; } = new("OrderRequest", "A new order.",
        BodyField.Objects("items", $"1 to {MaxLines:N0} items.", new BodyDescription("ItemRequest", "An item of a new order.",
            BodyField.Text("product_id", $"The product's id: {ProductId.Min} to {ProductId.Max} characters.", ProductId).Required(),
            BodyField.Integer("quantity", "The quantity, at least 1.", 1, MaxQuantity).Required(),
            BodyField.Decimal("price", "The price of one unit: at least 0, with at most two decimals.", Price).Required()), MaxLines)
            .Required());

    /// <returns>Null when the body has faults.</returns>
    public static OrderContent? Read(JsonBody body)
    {
        var lines = body.RequiredObjects("items", MaxLines).Select(ReadLine).OfType<OrderLine>().ToList();
        return body.Faults.Any ? null : new OrderContent(lines);
    }

    // An OrderLine rejects invalid values, so it is created only while the body has no faults. Later lines are read for their faults only.
    private static OrderLine? ReadLine(JsonFields item)
    {
        var id = item.RequiredText("product_id", ProductId);
        var quantity = item.RequiredInteger("quantity", min: 1, MaxQuantity);
        var price = item.RequiredDecimal("price", Price);
        return item.Faults.Any ? null : new OrderLine(id, productName: null, quantity, price);
    }
}

using Tracker.Modules.Orders;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.ShopFlow.Orders;

/// <summary>Reads the body of a new order (document 003 §4.2).</summary>
internal sealed class OrderFields(OrderPolicy policy)
{
    private const string UnitedStates = "US";
    private static readonly TextRule ProductName = new(1, 200);
    private static readonly TextRule Street = new(1, 200);
    private static readonly TextRule City = new(1, 100);
    private static readonly TextRule State = new(0, 100);
    private static readonly TextRule ZipCode = new(1, 20);
    private static readonly DecimalRule Price = new(0, Money.Max, Money.Decimals) { MinIsExclusive = true };
    private readonly TextRule country = Code(2, policy.Countries, "must be an ISO 3166-1 alpha-2 code, e.g. US");
    private readonly TextRule currency = Code(3, policy.Currencies, "must be an ISO 4217 code, e.g. USD");
    private readonly TextRule notes = new(0, policy.MaxNotesLength) { Trim = false };

    public BodyDescription Body => new("OrderRequest", "A new order.",
        BodyField.Objects("items", $"1 to {policy.MaxLines:N0} lines.", Line, policy.MaxLines).Required(),
        BodyField.Object("shipping_address", "The shipping address.", Address).Required(),
        BodyField.Text("currency", "An ISO 4217 code in uppercase; USD by default.", currency.Max, currency.Max),
        BodyField.Text("notes", $"Up to {notes.Max} characters.", notes));

    private static BodyDescription Line => new("ItemRequest", "A line of a new order.",
        BodyField.Id("product_id", "The product's id.").Required(),
        BodyField.Text(
            "product_name", $"The product's name: {ProductName.Min} to {ProductName.Max} characters.", ProductName).Required(),
        // A greater quantity of the cheapest product exceeds the max total of an order.
        BodyField.Integer("quantity", "The quantity, at least 1.", 1, (long)(Money.Max * 100)).Required(),
        BodyField.Decimal("unit_price", "The price of one unit: more than 0, with at most two decimals.", Price).Required());

    private BodyDescription Address => new("AddressRequest", "A shipping address.",
        BodyField.Text("street", "Street and number.", Street).Required(),
        BodyField.Text("city", "The city.", City).Required(),
        BodyField.Text("zip_code", "The postal code.", ZipCode).Required(),
        BodyField.Text("country", "An ISO 3166-1 alpha-2 code in uppercase.", country.Max, country.Max).Required(),
        BodyField.Text("state", "The state; required in the US, null in countries without states.", State));

    /// <returns>Null when the body has faults.</returns>
    public OrderContent? Read(JsonBody body)
    {
        var lines = body.RequiredObjects("items", policy.MaxLines).Select(ReadLine).OfType<OrderLine>().ToList();
        var address = ReadAddress(body.RequiredObject("shipping_address"));
        var content = new OrderContent(lines, address, body.OptionalText("currency", currency) ?? "USD", body.OptionalText("notes", notes));
        return body.Faults.Any ? null : content;
    }

    // An OrderLine rejects invalid values, so it is created only while the body has no faults. Later lines are read for their faults only.
    private static OrderLine? ReadLine(JsonFields item)
    {
        var id = item.RequiredId("product_id");
        var name = item.RequiredText("product_name", ProductName);
        var quantity = item.RequiredInteger("quantity", min: 1);
        var price = item.RequiredDecimal("unit_price", Price);
        return item.Faults.Any ? null : new OrderLine(id.ToString(), name, quantity, price);
    }

    private static TextRule Code(int length, IReadOnlySet<string> codes, string message) =>
        new(1, length) { Check = (codes.Contains, message) };

    private ShippingAddress ReadAddress(JsonFields address)
    {
        var street = address.RequiredText("street", Street);
        var city = address.RequiredText("city", City);
        var code = address.RequiredText("country", country);
        var faults = address.Faults.Count;
        var state = address.OptionalText("state", State) is { Length: > 0 } given ? given : null;
        if (code == UnitedStates && state is null && address.Faults.Count == faults)
        {
            address.Faults.Add("body", "shipping_address.state", "is required in the US", "missing");
        }

        return new ShippingAddress(street, city, state, address.RequiredText("zip_code", ZipCode), code);
    }
}

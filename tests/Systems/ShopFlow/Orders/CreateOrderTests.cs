using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow.Orders;

/// <summary>POST /orders (document 003 §4.2).</summary>
public sealed class CreateOrderTests(Shop shop) : IClassFixture<Shop>
{
    private const string TwoItems = """
        [
            {"product_id": "f47ac10b-58cc-4372-a567-0e02b2c3d479", "product_name": "Wireless Headphones", "quantity": 2, "unit_price": 49.99},
            {"product_id": "6BA7B810-9DAD-11D1-80B4-00C04FD430C8", "product_name": " USB-C Cable ", "quantity": 1, "unit_price": 12.99, "subtotal": 1}
        ]
        """;

    [Fact]
    public async Task Placing_an_order_returns_it_with_computed_totals()
    {
        var customer = await shop.CustomerAsync();

        var answer = await customer.OrderAsync($$"""
            {"items": {{TwoItems}}, "shipping_address": {{Shopper.Springfield}}, "currency": "USD", "notes": "Please leave at the front door.", "total_amount": 1, "status": "shipped"}
            """);

        await answer.ShouldBeAsync(HttpStatusCode.Created, $$"""
            {
                "id": "*", "user_id": "{{customer.Id}}", "status": "pending",
                "items": [
                    {"product_id": "f47ac10b-58cc-4372-a567-0e02b2c3d479", "product_name": "Wireless Headphones", "quantity": 2, "unit_price": 49.99, "subtotal": 99.98},
                    {"product_id": "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "product_name": "USB-C Cable", "quantity": 1, "unit_price": 12.99, "subtotal": 12.99}
                ],
                "shipping_address": {{Shopper.Springfield}},
                "total_amount": 112.97, "currency": "USD", "notes": "Please leave at the front door.",
                "confirmed_at": null, "shipped_at": null, "delivered_at": null, "created_at": "*", "updated_at": "*"
            }
            """);
    }

    [Fact]
    public async Task An_order_reads_back_as_it_was_returned()
    {
        var customer = await shop.CustomerAsync();
        var placed = await customer.OrderAsync();

        var read = await customer.GetAsync(placed.Headers.Location!.ToString());

        (await read.Content.ReadAsStringAsync()).ShouldBe(await placed.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("49.990", "49.99")]
    [InlineData("5e1", "50.00")]
    [InlineData("0.5E+1", "5.00")]
    [InlineData("0.01", "0.01")]
    [InlineData("12300000e-5", "123.00")]
    [InlineData("49999999.99", "49999999.99")]
    [InlineData("49.99000000000000000000000000000000000000000000000", "49.99")]
    public async Task Prices_are_read_by_value_and_written_with_two_decimals(string price, string told)
    {
        var answer = await (await shop.CustomerAsync()).OrderAsync(OrderOf(Item("unit_price", price)));

        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, body);
        body.ShouldContain($"\"unit_price\":{told},");
    }

    [Theory]
    [InlineData("unit_price", "0", "must be greater than 0")]
    [InlineData("unit_price", "-0.01", "must be greater than 0")]
    [InlineData("unit_price", "49.999", "must have at most 2 decimal places")]
    [InlineData("unit_price", "49.990000000000000000000000000000000001", "must have at most 2 decimal places")]
    [InlineData("unit_price", "1e-3", "must have at most 2 decimal places")]
    [InlineData("unit_price", "1e-999999999999", "must have at most 2 decimal places")]
    [InlineData("unit_price", "1e-9223372036854775808", "must have at most 2 decimal places")]
    [InlineData("unit_price", "1e999999999999", "must be at most 99999999.99")]
    [InlineData("unit_price", "100000000", "must be at most 99999999.99")]
    [InlineData("unit_price", "\"49.99\"", "must be a number")]
    [InlineData("unit_price", "null", "must be a number")]
    [InlineData("quantity", "0", "must be a whole number, at least 1")]
    [InlineData("quantity", "-1", "must be a whole number, at least 1")]
    [InlineData("quantity", "2.0", "must be a whole number, at least 1")]
    [InlineData("quantity", "1e1", "must be a whole number, at least 1")]
    [InlineData("quantity", "9223372036854775808", "must be a whole number, at least 1")]
    [InlineData("quantity", "true", "must be a whole number, at least 1")]
    [InlineData("product_id", "\"42\"", "must be a UUID")]
    [InlineData("product_id", "42", "must be a UUID")]
    [InlineData("product_id", "\"+47ac10b-58cc-4372-a567-0e02b2c3d479\"", "must be a UUID")]
    [InlineData("product_id", "\"0x7ac10b-58cc-4372-a567-0e02b2c3d479\"", "must be a UUID")]
    [InlineData("product_id", "\" f47ac10b-58cc-4372-a567-0e02b2c3d479\"", "must be a UUID")]
    [InlineData("product_name", "\" \"", "must not be empty")]
    public async Task A_fault_of_an_item_is_reported_with_its_index(string field, string json, string message)
    {
        var order = OrderOf($"{Item()}, {Item(field, json)}");

        await (await (await shop.CustomerAsync()).OrderAsync(order))
            .ShouldBeAsync(HttpStatusCode.BadRequest, Refusal.Invalid($$"""{"items.1.{{field}}": ["{{message}}"]}"""));
    }

    [Theory]
    [InlineData("[]", "must not be empty")]
    [InlineData("{}", "must be a list")]
    [InlineData("null", "must be a list")]
    public async Task Items_that_are_not_a_list_are_refused(string items, string message) =>
        await (await (await shop.CustomerAsync()).OrderAsync($$"""{"items": {{items}}, "shipping_address": {{Shopper.Springfield}}}"""))
            .ShouldBeAsync(
            HttpStatusCode.BadRequest, Refusal.Invalid($$"""{"items": ["{{message}}"]}"""));

    [Fact]
    public async Task An_order_has_at_most_a_thousand_items()
    {
        var customer = await shop.CustomerAsync();

        var placed = await customer.PlaceAsync(OrderOf(string.Join(',', Enumerable.Repeat(Item(), 1000))));
        var refused = await customer.OrderAsync(OrderOf(string.Join(',', Enumerable.Repeat(Item(), 1001))));

        placed["total_amount"]!.GetValue<decimal>().ShouldBe(1000m);
        await refused.ShouldBeAsync(HttpStatusCode.BadRequest, Refusal.Invalid("""{"items": ["must have at most 1000 elements"]}"""));
    }

    [Theory]
    [InlineData("99999999.99", "1", HttpStatusCode.Created)]
    [InlineData("99999999.99", "2", HttpStatusCode.BadRequest)]
    [InlineData("0.01", "9999999999", HttpStatusCode.Created)]
    [InlineData("0.01", "10000000000", HttpStatusCode.BadRequest)]
    [InlineData("99999999.99", "9223372036854775807", HttpStatusCode.BadRequest)]
    public async Task A_total_beyond_DECIMAL_10_2_is_refused(string price, string quantity, HttpStatusCode status)
    {
        var answer = await (await shop.CustomerAsync()).OrderAsync(OrderOf(Item(("unit_price", price), ("quantity", quantity))));

        var body = await answer.ReadAsync(status);
        if (status == HttpStatusCode.BadRequest)
        {
            body["error"]!["details"]!.ToJsonString().ShouldBe("""{"total_amount":["must be at most 99999999.99"]}""");
        }
    }

    [Fact]
    public async Task Items_with_an_oversized_sum_are_refused() =>
        await (await (await shop.CustomerAsync()).OrderAsync(
            OrderOf(string.Join(',', Enumerable.Repeat(Item(("unit_price", "99999999.99"), ("quantity", "9223372036854775807")), 1000)))))
            .ShouldBeAsync(HttpStatusCode.BadRequest, Refusal.Invalid("""{"total_amount": ["must be at most 99999999.99"]}"""));

    [Theory]
    [InlineData("usd")]
    [InlineData("ZZZ")]
    [InlineData("XXX")]
    [InlineData("US")]
    [InlineData("U D")]
    public async Task An_unknown_currency_is_refused(string currency) =>
        await (await (await shop.CustomerAsync()).OrderAsync(OrderOf(Item(), $", \"currency\": \"{currency}\""))).ShouldBeAsync(
            HttpStatusCode.BadRequest, Refusal.Invalid("""{"currency": ["must be an ISO 4217 code, e.g. USD"]}"""));

    [Theory]
    [InlineData("")]
    [InlineData(", \"currency\": null, \"notes\": null")]
    public async Task The_default_currency_is_the_dollar(string rest)
    {
        var order = await (await shop.CustomerAsync()).PlaceAsync(OrderOf(Item(), rest));

        order["currency"]!.GetValue<string>().ShouldBe("USD");
        order["notes"].ShouldBeNull();
    }

    [Theory]
    [InlineData("""{"street": "Hauptstr. 1", "city": "Berlin", "zip_code": "10115", "country": "DE"}""")]
    [InlineData("""{"street": "Hauptstr. 1", "city": "Berlin", "state": null, "zip_code": "10115", "country": "DE"}""")]
    [InlineData("""{"street": "Hauptstr. 1", "city": "Berlin", "state": "", "zip_code": "10115", "country": "DE"}""")]
    public async Task Outside_the_US_a_missing_state_is_null(string address)
    {
        var order = await (await shop.CustomerAsync()).PlaceAsync($$"""{"items": {{Shopper.OneItem}}, "shipping_address": {{address}}}""");

        order["shipping_address"]!.ToJsonString()
            .ShouldBe("""{"street":"Hauptstr. 1","city":"Berlin","state":null,"zip_code":"10115","country":"DE"}""");
    }

    [Theory]
    [InlineData("{}", """{"shipping_address.street": ["is required"], "shipping_address.city": ["is required"], "shipping_address.country": ["is required"], "shipping_address.zip_code": ["is required"]}""")]
    [InlineData("\"here\"", """{"shipping_address": ["must be an object"]}""")]
    [InlineData("null", """{"shipping_address": ["must be an object"]}""")]
    [InlineData(
        """{"street": "1", "city": "2", "zip_code": "3", "country": "US"}""", """{"shipping_address.state": ["is required in the US"]}""")]
    [InlineData(
        """{"street": "1", "city": "2", "state": " ", "zip_code": "3", "country": "US"}""",
        """{"shipping_address.state": ["is required in the US"]}""")]
    [InlineData(
        """{"street": "1", "city": "2", "state": 5, "zip_code": "3", "country": "US"}""",
        """{"shipping_address.state": ["must be a string"]}""")]
    [InlineData(
        """{"street": "1", "city": "2", "zip_code": "3", "country": "us"}""",
        """{"shipping_address.country": ["must be an ISO 3166-1 alpha-2 code, e.g. US"]}""")]
    [InlineData(
        """{"street": "1", "city": "2", "zip_code": "3", "country": "XX"}""",
        """{"shipping_address.country": ["must be an ISO 3166-1 alpha-2 code, e.g. US"]}""")]
    [InlineData(
        """{"street": 1, "city": " ", "zip_code": "3", "country": "FR"}""",
        """{"shipping_address.street": ["must be a string"], "shipping_address.city": ["must not be empty"]}""")]
    public async Task An_address_at_fault_is_reported(string address, string details) =>
        await (await (await shop.CustomerAsync()).OrderAsync($$"""{"items": {{Shopper.OneItem}}, "shipping_address": {{address}}}"""))
            .ShouldBeAsync(
            HttpStatusCode.BadRequest, Refusal.Invalid(details));

    [Fact]
    public async Task All_faults_are_reported_together() =>
        await (await (await shop.CustomerAsync()).OrderAsync("""{"items": [7, {"quantity": 0}], "currency": 1, "notes": []}"""))
            .ShouldBeAsync(HttpStatusCode.BadRequest, Refusal.Invalid("""
            {
                "items.0": ["must be an object"], "items.1.product_id": ["is required"], "items.1.product_name": ["is required"],
                "items.1.quantity": ["must be a whole number, at least 1"], "items.1.unit_price": ["is required"],
                "shipping_address": ["is required"], "currency": ["must be a string"], "notes": ["must be a string"]
            }
            """));

    [Theory]
    [InlineData("")]
    [InlineData("{\"items\": [")]
    [InlineData("{\"items\": [{\"\\ud800\": 1}]}")]
    public async Task A_body_that_is_not_JSON_is_a_bad_request(string body) =>
        (await (await (await shop.CustomerAsync()).OrderAsync(body))
            .ReadAsync(HttpStatusCode.BadRequest))["error"]!["code"]!.GetValue<string>().ShouldBe("VALIDATION_ERROR");

    [Fact]
    public async Task A_body_over_a_mebibyte_is_too_large() =>
        (await (await shop.CustomerAsync()).OrderAsync(OrderOf(Item(), $", \"more\": \"{new string('x', 1024 * 1024)}\"")))
            .StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);

    [Theory]
    [InlineData("application/problem+json")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("text/plain")]
    public async Task A_body_of_another_type_is_refused(string type)
    {
        var body = new StringContent(Shopper.SmallOrder) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

        var answer = await (await shop.CustomerAsync()).OrderAsync(body);

        await answer.ShouldBeAsync(
            HttpStatusCode.UnsupportedMediaType, Refusal.Of("UNSUPPORTED_MEDIA_TYPE", "Send the body with Content-Type: application/json"));
    }

    [Fact]
    public async Task Parallel_requests_are_not_mixed_up()
    {
        var customer = await shop.CustomerAsync();
        var notes = Enumerable.Range(0, 50).Select(i => new string((char)('a' + (i % 26)), 400) + i).ToList();

        var orders = await Task.WhenAll(notes.Select(note => customer.PlaceAsync(OrderOf(Item(), $", \"notes\": \"{note}\""))));

        orders.Select(order => order["notes"]!.GetValue<string>()).ShouldBe(notes);
    }

    [Fact]
    public async Task Money_is_stored_exactly_with_two_decimals()
    {
        var id = await (await shop.CustomerAsync()).PlaceIdAsync(OrderOf(Item("unit_price", "5e1")));

        var row = (await Shop.RowsAsync(
            shop.OrdersDatabase, "select items::text as items, total_amount::text as total from orders where id = $1", Guid.Parse(id)))
            .Single()!;

        row["total"]!.GetValue<string>().ShouldBe("50.00");
        row["items"]!.GetValue<string>().ShouldContain("\"subtotal\": 50.00");
    }

    private static string OrderOf(string items, string rest = "") =>
        $$"""{"items": [{{items}}], "shipping_address": {{Shopper.Springfield}}{{rest}}}""";

    private static string Item(string field, string json) => Item((field, json));

    private static string Item(params (string Field, string Json)[] changes)
    {
        var item = JsonNode.Parse("""{"product_id": "f47ac10b-58cc-4372-a567-0e02b2c3d479", "product_name": "Cable"}""")!.AsObject()
            .ToDictionary(member => member.Key, member => member.Value!.ToJsonString());
        (item["quantity"], item["unit_price"]) = ("1", "1.00");
        foreach (var (field, json) in changes)
        {
            item[field] = json;
        }

        return $"{{{string.Join(", ", item.Select(member => $"\"{member.Key}\": {member.Value}"))}}}";
    }
}

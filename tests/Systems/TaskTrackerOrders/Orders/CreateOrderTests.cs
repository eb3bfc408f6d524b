using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerOrders.Orders;

/// <summary>POST /orders and GET /orders/{id} of document 000.</summary>
public sealed class CreateOrderTests(OrderSystem system) : IClassFixture<OrderSystem>
{
    private const string Items =
        """[{"product_id": "A-1", "quantity": 2, "price": 9.99}, {"product_id": "B-2", "quantity": 1, "price": 5.00}]""";

    private const string NotFound = """{"detail": "Order not found"}""";

    [Fact]
    public async Task A_new_order_is_returned_with_its_total()
    {
        var ada = await system.UserAsync();

        await (await ada.OrderAsync()).ShouldBeAsync(
            HttpStatusCode.Created, $$"""{"id": "*", "status": "created", "items": {{Items}}, "total": 24.98}""");
    }

    [Fact]
    public async Task An_order_reads_back_with_its_owner()
    {
        var ada = await system.UserAsync();
        var id = await ada.PlaceAsync();

        await (await ada.GetOrderAsync($"/orders/{id}")).ShouldBeAsync(HttpStatusCode.OK, $$"""
            {"id": "{{id}}", "status": "created", "items": {{Items}}, "total": 24.98, "user_id": "{{ada.Id}}", "created_at": "*"}
            """);
        (await system.Service().GetOrderAsync($"/orders/{id}/")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_order_of_somebody_else_does_not_exist()
    {
        var id = await (await system.UserAsync()).PlaceAsync();
        var eve = await system.UserAsync();

        await (await eve.GetOrderAsync($"/orders/{id}")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        await (await eve.MoveAsync(id, "cancelled")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("9223372036854775808")]
    [InlineData("1.0")]
    [InlineData("abc")]
    [InlineData("%31")]
    [InlineData("{f47ac10b-58cc-4372-a567-0e02b2c3d479}")]
    [InlineData("f47ac10b58cc4372a5670e02b2c3d479")]
    [InlineData("f47ac10b-58cc-4372-a567-0e02b2c3d479")]
    public async Task An_unknown_id_of_any_form_is_not_found(string id)
    {
        var ada = await system.UserAsync();

        await (await ada.GetOrderAsync($"/orders/{id}")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
        await (await ada.MoveAsync(id, "confirmed")).ShouldBeAsync(HttpStatusCode.NotFound, NotFound);
    }

    [Theory]
    [InlineData("49.990", "49.99")]
    [InlineData("5e1", "50.00")]
    [InlineData("0", "0.00")]
    [InlineData("0.01", "0.01")]
    [InlineData("99999999.99", "99999999.99")]
    public async Task A_price_is_taken_by_value(string price, string told)
    {
        var answer = await (await system.UserAsync()).OrderAsync(Order("price", price));

        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, body);
        body.ShouldContain($"\"price\":{told}");
        body.ShouldEndWith($"\"total\":{told}}}");
    }

    [Theory]
    [InlineData("price", "-0.01", "must be at least 0", "greater_than_equal")]
    [InlineData("price", "49.999", "must have at most 2 decimal places", "decimal_max_places")]
    [InlineData("price", "0.000000000000000000000000000001", "must have at most 2 decimal places", "decimal_max_places")]
    [InlineData("price", "1e999999999999", "must be at most 99999999.99", "less_than_equal")]
    [InlineData("price", "\"9.99\"", "must be a number", "decimal_type")]
    [InlineData("price", "null", "must be a number", "decimal_type")]
    [InlineData("quantity", "0", "must be a whole number, at least 1", "int_parsing")]
    [InlineData("quantity", "-1", "must be a whole number, at least 1", "int_parsing")]
    [InlineData("quantity", "2.0", "must be a whole number, at least 1", "int_parsing")]
    [InlineData("quantity", "9223372036854775808", "must be a whole number, at least 1", "int_parsing")]
    [InlineData("quantity", "10000000000", "must be at most 9999999999", "less_than_equal")]
    [InlineData("quantity", "\"2\"", "must be a whole number, at least 1", "int_parsing")]
    [InlineData("product_id", "7", "must be a string", "string_type")]
    [InlineData("product_id", "\" \"", "must not be empty", "string_too_short")]
    [InlineData("product_id", "\"a\\u0000\"", "must not contain the character U+0000", "value_error")]
    public async Task A_fault_of_an_item_has_its_place(string field, string json, string message, string type) =>
        await (await (await system.UserAsync()).OrderAsync(Order(field, json))).ShouldBeAsync(
            HttpStatusCode.UnprocessableEntity,
            $$"""{"detail": [{"loc": ["body", "items", 0, "{{field}}"], "msg": "{{message}}", "type": "{{type}}"}]}""");

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"items": []}""")]
    [InlineData("""{"items": {}}""")]
    [InlineData("""{"items": null}""")]
    [InlineData("""{"items": [7]}""")]
    [InlineData("""{"items": [null]}""")]
    [InlineData("""[]""")]
    [InlineData("""{"items": [{"product_id": "A", "quantity": 1, "price": 1}""")]
    [InlineData("")]
    public async Task An_order_without_items_is_refused(string body) =>
        (await (await system.UserAsync()).OrderAsync(body)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);

    [Fact]
    public async Task A_total_beyond_the_column_is_refused()
    {
        var huge = Order("quantity", "9999999999");

        await (await (await system.UserAsync()).OrderAsync(huge)).ShouldBeAsync(HttpStatusCode.UnprocessableEntity, """
            {"detail": [{"loc": ["body", "items"], "msg": "must cost at most 99999999.99 in total", "type": "less_than_equal"}]}
            """);
    }

    [Fact]
    public async Task An_order_needs_a_user()
    {
        var body = JsonAssertions.Json(OrderUser.TwoItems);

        await (await system.Orders.PostAsync("/orders", body)).ShouldBeAsync(HttpStatusCode.Unauthorized, """{"detail": "Not authenticated"}""");
        (await system.Service().OrderAsync()).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        // order-service checks the signature alone.
        (await system.Stranger().OrderAsync()).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private static string Order(string field, string json)
    {
        var members = new Dictionary<string, string> { ["product_id"] = "\"A-1\"", ["quantity"] = "1", ["price"] = "1.00" };
        members[field] = json;
        return $$$"""{"items": [{{{{string.Join(", ", members.Select(member => $"\"{member.Key}\": {member.Value}"))}}}}]}""";
    }
}

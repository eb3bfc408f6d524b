using System.Net;
using Npgsql;
using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow.Orders;

/// <summary>The <c>Idempotency-Key</c> of POST /orders.</summary>
public sealed class IdempotencyTests(Shop shop) : IClassFixture<Shop>
{
    private const string OtherOrder = $$"""{"items": {{Shopper.OneItem}}, "shipping_address": {{Shopper.Springfield}}, "notes": "other"}""";

    [Fact]
    public async Task A_hundred_parallel_equal_requests_get_the_same_answer()
    {
        var customer = await shop.CustomerAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => customer.OrderAsync(headers: Key("one"))));
        var bodies = await Task.WhenAll(answers.Select(answer => answer.Content.ReadAsStringAsync()));

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.Created, bodies[0]);
        bodies.Distinct().Count().ShouldBe(1);
        (await Shop.RowsAsync(shop.OrdersDatabase, "select id from orders where user_id = $1", customer.Id)).Count.ShouldBe(1);
        (await Shop.RowsAsync(
            shop.OrdersDatabase, "select 1 from outbox where convert_from(body, 'UTF8') like '%' || $1 || '%'", customer.Id.ToString()))
            .Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_repeat_gets_the_first_answer_after_later_changes()
    {
        var (customer, admin) = (await shop.CustomerAsync(), await shop.AdminAsync());
        var first = await (await customer.OrderAsync(headers: Key("again"))).Content.ReadAsStringAsync();
        await admin.MoveAsync(System.Text.Json.Nodes.JsonNode.Parse(first)!["id"]!.GetValue<string>(), "confirmed");

        var again = await customer.OrderAsync(headers: Key("again"));

        again.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await again.Content.ReadAsStringAsync()).ShouldBe(first);
    }

    [Fact]
    public async Task The_same_key_with_other_content_is_refused()
    {
        var customer = await shop.CustomerAsync();
        await customer.OrderAsync(headers: Key("mine"));

        await (await customer.OrderAsync(OtherOrder, Key("mine"))).ShouldBeAsync(HttpStatusCode.UnprocessableEntity,
            Refusal.Of(
                "IDEMPOTENCY_KEY_REUSED", "This Idempotency-Key was used for an order with other content. Use a new key for a new order."));
    }

    [Fact]
    public async Task Keys_belong_to_their_user()
    {
        var (one, other) = (await shop.CustomerAsync(), await shop.CustomerAsync());

        (await one.OrderAsync(headers: Key("shared"))).StatusCode.ShouldBe(HttpStatusCode.Created);
        (await other.OrderAsync(OtherOrder, Key("shared"))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_request_with_a_key_in_use_is_a_conflict()
    {
        var customer = await shop.CustomerAsync();
        await using var source = NpgsqlDataSource.Create(PostgresUrl.Parse(shop.OrdersDatabase));
        await using var twin = await source.OpenConnectionAsync();
        await using var transaction = await twin.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand(
            "insert into order_idempotency_keys values ($1, 'slow', '', gen_random_uuid(), now())", twin, transaction)
        {
            Parameters = { new() { Value = customer.Id } },
        };
        await insert.ExecuteNonQueryAsync();

        var answer = await customer.OrderAsync(headers: Key("slow"));

        await answer.ShouldBeAsync(
            HttpStatusCode.Conflict,
            Refusal.Of("IDEMPOTENCY_KEY_IN_USE", "A request with this Idempotency-Key is still under way. Try again shortly."));
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    [Fact]
    public async Task An_invalid_key_is_refused()
    {
        var customer = await shop.CustomerAsync();
        var refusal = Refusal.Invalid("""{"Idempotency-Key": ["must be one value of at most 255 printable ASCII characters"]}""");

        (await customer.OrderAsync(headers: Key(new string('k', 255)))).StatusCode.ShouldBe(HttpStatusCode.Created);
        await (await customer.OrderAsync(headers: Key(new string('k', 256)))).ShouldBeAsync(HttpStatusCode.BadRequest, refusal);
    }

    [Fact]
    public async Task An_empty_key_counts_as_absent()
    {
        var customer = await shop.CustomerAsync();

        await customer.OrderAsync(headers: Key(""));

        (await customer.OrderAsync(OtherOrder, Key(""))).StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private static (string, string)[] Key(string key) => [("Idempotency-Key", key)];
}

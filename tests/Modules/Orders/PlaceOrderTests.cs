using Shouldly;
using Tracker.Modules.Orders;
using Tracker.Platform.Background;
using Tracker.Platform.Idempotency;

namespace Tracker.Tests.Modules.Orders;

public sealed class PlaceOrderTests
{
    [Fact]
    public async Task An_order_is_stored_as_it_was_placed()
    {
        await using var world = await OrderWorld.StartAsync();

        (await world.CreateAsync(OrderWorld.Content)).Succeeded(out var placed, out _).ShouldBeTrue();

        OrderWorld.Picture(await world.FindAsync(placed!.Id)).ShouldBe(OrderWorld.Picture(placed));
        placed.TotalAmount.ToString().ShouldBe("99.98");
        (await world.CountAsync("select count(*) from outbox where topic = 'created'")).ShouldBe(1);
    }

    [Fact]
    public async Task Orders_of_one_moment_differ_in_their_first_eight_digits()
    {
        await using var world = await OrderWorld.StartAsync();

        var numbers = new HashSet<string>();
        for (var i = 0; i < 20; i++)
        {
            (await world.CreateAsync(OrderWorld.Content)).Succeeded(out var order, out _);
            numbers.Add(order!.Id.ToString()[..8]);
        }

        numbers.Count.ShouldBe(20);
    }

    [Fact]
    public async Task A_total_that_does_not_fit_stores_nothing()
    {
        await using var world = await OrderWorld.StartAsync();

        (await world.CreateAsync(OrderWorld.Content with { Lines = [new OrderLine("p", null, 2, Money.Max)] }, "key"))
            .Failure.ShouldBe(CreateOrderFailure.TotalTooLarge);

        (await world.CountAsync(
            "select (select count(*) from orders) + (select count(*) from order_idempotency_keys) + (select count(*) from outbox)"))
            .ShouldBe(0);
    }

    [Fact]
    public async Task A_hundred_parallel_equal_requests_place_one_order()
    {
        await using var world = await OrderWorld.StartAsync();

        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => Task.Run(() => world.CreateAsync(OrderWorld.Content, "key"))));

        outcomes.Select(outcome => outcome.Succeeded(out var order, out _) ? order!.Id : Guid.Empty)
            .Distinct().Single().ShouldNotBe(Guid.Empty);
        (await world.CountAsync("select (select count(*) from orders) * 10 + (select count(*) from outbox)")).ShouldBe(11);
    }

    [Fact]
    public async Task A_repeat_returns_the_order_as_it_was_placed()
    {
        await using var world = await OrderWorld.StartAsync();
        (await world.CreateAsync(OrderWorld.Content, "key")).Succeeded(out var placed, out _);
        world.Clock.Advance(TimeSpan.FromHours(1));
        await world.MoveAsync(placed!.Id, "confirmed");

        (await world.CreateAsync(OrderWorld.Content, "key")).Succeeded(out var again, out _).ShouldBeTrue();

        OrderWorld.Picture(again).ShouldBe(OrderWorld.Picture(placed));
    }

    [Fact]
    public async Task A_key_belongs_to_one_content_of_one_user()
    {
        await using var world = await OrderWorld.StartAsync();
        await world.CreateAsync(OrderWorld.Content, "key");

        (await world.CreateAsync(OrderWorld.Content with { Notes = null }, "key"))
            .Failure.ShouldBe(CreateOrderFailure.KeyUsedForAnotherOrder);
        (await world.CreateAsync(OrderWorld.Content with { Notes = null }, "key", world.Ben)).Failure.ShouldBeNull();
        (await world.CreateAsync(OrderWorld.Content with { Notes = null }, "other")).Failure.ShouldBeNull();
    }

    [Theory]
    [InlineData(23, 1)]
    [InlineData(25, 2)]
    public async Task A_key_is_remembered_for_a_day(int hours, int orders)
    {
        await using var world = await OrderWorld.StartAsync();
        await world.CreateAsync(OrderWorld.Content, "key");
        world.Clock.Advance(TimeSpan.FromHours(hours));

        (await world.CreateAsync(OrderWorld.Content, "key")).Failure.ShouldBeNull();

        (await world.CountAsync("select count(*) from orders")).ShouldBe(orders);
    }

    [Fact]
    public async Task The_purge_deletes_keys_after_a_day_and_keeps_orders()
    {
        await using var world = await OrderWorld.StartAsync();
        await world.CreateAsync(OrderWorld.Content, "old");
        world.Clock.Advance(TimeSpan.FromHours(2));
        await world.CreateAsync(OrderWorld.Content, "of today");
        world.Clock.Advance(TimeSpan.FromHours(23));
        await world.CreateAsync(OrderWorld.Content, "new");

        (await world.Get<PurgeIdempotencyKeys>().StepAsync(default)).ShouldBe(StepResult.Idle);

        (await world.CountAsync("select count(*) from order_idempotency_keys where key in ('of today', 'new')")).ShouldBe(2);
        (await world.CountAsync("select count(*) from order_idempotency_keys")).ShouldBe(2);
        (await world.CountAsync("select count(*) from orders")).ShouldBe(3);
    }

    [Fact]
    public async Task A_key_renewed_by_another_request_is_kept()
    {
        await using var world = await OrderWorld.StartAsync();
        await world.CreateAsync(OrderWorld.Content, "key");
        var keys = world.Get<IdempotencyKeys>();

        await keys.ForgetAsync(world.Anna.UserId, "key", before: world.Clock.GetUtcNow().UtcDateTime, default);
        (await keys.FindAsync(world.Anna.UserId, "key", default)).ShouldNotBeNull();

        await keys.ForgetAsync(world.Anna.UserId, "key", before: world.Clock.GetUtcNow().UtcDateTime.AddSeconds(1), default);
        (await keys.FindAsync(world.Anna.UserId, "key", default)).ShouldBeNull();
    }
}

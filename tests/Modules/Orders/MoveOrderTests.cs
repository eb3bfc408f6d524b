using Shouldly;
using Tracker.Modules.Orders;

namespace Tracker.Tests.Modules.Orders;

public sealed class MoveOrderTests
{
    [Fact]
    public async Task A_step_is_stored_with_its_time()
    {
        await using var world = await OrderWorld.StartAsync();
        var order = await world.PlaceAsync();
        world.Clock.Advance(TimeSpan.FromMinutes(5));

        (await world.MoveAsync(order.Id, "confirmed")).Succeeded(out var moved, out _).ShouldBeTrue();

        OrderWorld.Picture(await world.FindAsync(order.Id)).ShouldBe(OrderWorld.Picture(moved));
        (moved!.Status, moved.ConfirmedAt, moved.UpdatedAt)
            .ShouldBe(("confirmed", order.CreatedAt.AddMinutes(5), order.CreatedAt.AddMinutes(5)));
    }

    [Fact]
    public async Task Exactly_one_of_64_parallel_moves_succeeds()
    {
        await using var world = await OrderWorld.StartAsync();
        var order = await world.PlaceAsync();
        await world.MoveAsync(order.Id, "confirmed");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => world.MoveAsync(order.Id, "shipped"))));

        outcomes.Count(outcome => outcome.Failure is null).ShouldBe(1);
        outcomes.Count(outcome => outcome.Failure == ChangeOrderStatusFailure.AlreadyInState).ShouldBe(63);
        (await world.CountAsync("select count(*) from outbox where topic = 'shipped'")).ShouldBe(1);
    }

    [Fact]
    public async Task Each_kind_of_failure_is_distinct()
    {
        await using var world = await OrderWorld.StartAsync();
        var order = await world.PlaceAsync();

        (await world.MoveAsync(Guid.NewGuid(), "confirmed")).Failure.ShouldBe(ChangeOrderStatusFailure.NotFound);
        (await world.MoveAsync(order.Id, "confirmed", world.Anna)).Failure.ShouldBe(ChangeOrderStatusFailure.NotAllowed);
        (await world.MoveAsync(order.Id, "confirmed", world.Service)).Failure.ShouldBe(ChangeOrderStatusFailure.NotAllowed);
        (await world.MoveAsync(order.Id, "pending")).Failure.ShouldBe(ChangeOrderStatusFailure.AlreadyInState);
        (await world.MoveAsync(order.Id, "delivered")).Failure.ShouldBe(ChangeOrderStatusFailure.InvalidTransition);
        OrderWorld.Picture(await world.FindAsync(order.Id)).ShouldBe(OrderWorld.Picture(order));
    }

    [Fact]
    public async Task An_owner_may_ship_with_a_tracking_number_or_cancel()
    {
        var lifeCycle = new OrderLifeCycle("created",
        [
            new OrderTransition("created", "shipped", OrderStamp.Shipped),
            new OrderTransition("created", "cancelled", OrderStamp.Cancelled),
        ]);
        await using var world = await OrderWorld.StartAsync(new OrderPolicy { LifeCycle = lifeCycle, Movers = OrderMovers.Owner });
        var (sent, cancelled) = (await world.PlaceAsync(), await world.PlaceAsync());

        (await world.MoveAsync(sent.Id, "shipped", world.Ben)).Failure.ShouldBe(ChangeOrderStatusFailure.NotAllowed);
        await world.MoveAsync(sent.Id, "shipped", world.Anna, "1Z999");
        await world.MoveAsync(cancelled.Id, "cancelled", world.Anna);

        (await world.FindAsync(sent.Id))!.TrackingNumber.ShouldBe("1Z999");
        (await world.FindAsync(cancelled.Id))!.CancelledAt.ShouldNotBeNull();
    }
}

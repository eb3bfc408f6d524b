using Shouldly;
using Tracker.Modules.Orders;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;
using Tracker.Tests.TestKit;
using SortDirection = Tracker.Platform.Primitives.SortDirection;

namespace Tracker.Tests.Modules.Orders;

public sealed class ListOrdersTests
{
    [Fact]
    public async Task Orders_are_filtered_and_sorted_with_ties_broken_by_id()
    {
        await using var world = await OrderWorld.StartAsync();
        var (dear, cheap, other) = (await world.PlaceAsync(5), await world.PlaceAsync(1), await world.PlaceAsync(5, world.Ben));
        await world.MoveAsync(dear.Id, "confirmed");

        (await Ids(world.ListAsync())).ShouldBe([other.Id, cheap.Id, dear.Id]);
        (await Ids(world.ListAsync(world.Anna.UserId))).ShouldBe([cheap.Id, dear.Id]);
        (await Ids(world.ListAsync(status: "pending"))).ShouldBe([other.Id, cheap.Id]);
        // Ids are random, so they decide in a stable way which of two equal amounts comes first.
        Guid[] equals = [.. new[] { dear.Id, other.Id }.OrderByDescending(id => id.ToString(), StringComparer.Ordinal)];
        (await Ids(world.ListAsync(sort: OrderSortField.TotalAmount))).ShouldBe([.. equals, cheap.Id]);
        (await Ids(world.ListAsync(sort: OrderSortField.TotalAmount, way: SortDirection.Ascending)))
            .ShouldBe([cheap.Id, .. equals.Reverse()]);
        (await Ids(world.ListAsync(sort: OrderSortField.Status, way: SortDirection.Ascending))).ShouldBe([dear.Id, cheap.Id, other.Id]);
        (await Ids(world.ListAsync(page: 2, size: 2))).ShouldBe([dear.Id]);
    }

    [Fact]
    public async Task Totals_stay_exact_during_folding()
    {
        await using var world = await OrderWorld.StartAsync();
        var first = await world.PlaceAsync();
        await world.PlaceAsync(by: world.Ben);
        await world.Get<FoldOrderCounts>().StepAsync(default);
        await world.PlaceAsync();
        await world.MoveAsync(first.Id, "confirmed");

        for (var folded = 0; folded < 2; folded++)
        {
            (await world.ListAsync()).Total.ShouldBe(3);
            (await world.ListAsync(world.Anna.UserId)).Total.ShouldBe(2);
            (await world.ListAsync(status: "pending")).Total.ShouldBe(2);
            (await world.ListAsync(world.Anna.UserId, "confirmed")).Total.ShouldBe(1);
            await world.Get<FoldOrderCounts>().StepAsync(default);
        }

        (await world.CountAsync("select count(*) from order_count_deltas")).ShouldBe(0);
    }

    [Fact]
    public async Task Every_sort_and_status_reads_no_rows_past_its_page()
    {
        await using var world = await OrderWorld.StartAsync();
        await world.ExecuteAsync(
            """
            insert into orders (user_id, status, items, total_amount, created_at, updated_at)
            select md5((i % 50)::text)::uuid, (array['pending', 'confirmed', 'shipped', 'delivered'])[case when i % 20000 = 0 then 4 else i % 3 + 1 end], '[]', i * 7919 % 100000 / 100.0,
                   timestamptz '2026-01-01' + i * interval '1 second', timestamptz '2026-03-01' + i * 31 % 100000 * interval '1 second'
            from generate_series(1, 100000) i
            """);
        // Commits are not flushed at once here, and vacuum marks only flushed rows as all-visible, which index-only scans need.
        await world.ExecuteAsync("checkpoint");
        await world.ExecuteAsync("vacuum analyze orders");
        foreach (var (field, way) in from field in Enum.GetValues<OrderSortField>() from way in Enum.GetValues<SortDirection>() select (
            field, way))
        {
            await ReadsOnlyItsPageAsync(world, new OrderFilter(null), new OrderSort(field, way));
        }

        foreach (var status in OrderWorld.LifeCycle.Statuses)
        {
            await ReadsOnlyItsPageAsync(
                world, new OrderFilter(null, status), new OrderSort(OrderSortField.CreatedAt, SortDirection.Descending));
        }
    }

    [Fact]
    public async Task A_list_is_open_to_the_customer_and_admins()
    {
        await using var world = await OrderWorld.StartAsync();
        (Actor Reader, Guid? Owner)[] refused =
            [(world.Anna, world.Ben.UserId), (world.Anna, null), (world.Service, world.Anna.UserId), (world.Service, Guid.Empty)];
        (Actor Reader, Guid? Owner)[] allowed = [(world.Anna, world.Anna.UserId), (world.Admin, world.Anna.UserId), (world.Admin, null)];

        foreach (var (reader, owner) in refused.Concat(allowed))
        {
            var query = new ListOrdersQuery(
                reader, new OrderFilter(owner), new OrderSort(OrderSortField.CreatedAt, SortDirection.Descending),
                PageRequest.OfPage(1, 20));
            (await world.Get<ListOrdersHandler>().Handle(query, default)).Failure.ShouldBe(
                allowed.Contains((reader, owner)) ? null : ListOrdersFailure.NotAllowed);
        }
    }

    private static async Task ReadsOnlyItsPageAsync(OrderWorld world, OrderFilter filter, OrderSort sort)
    {
        var page = PageRequest.OfPage(50, 20);
        var statement = OrderListQuery.Items(new ListOrdersQuery(world.Admin, filter, sort, page));

        var plan = await QueryPlan.OfAsync(world.Database.Source, statement);

        plan.Nodes.Max(node => node.Rows).ShouldBeLessThanOrEqualTo(page.Offset + page.Size, $"{filter} {sort}\n{plan.Text}");
    }

    private static async Task<Guid[]> Ids(Task<Page<OrderSummary>> list) => [.. (await list).Items.Select(order => order.Id)];
}

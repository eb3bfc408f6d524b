using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Tracker.Modules.Orders;

namespace Tracker.Tests.Modules.Orders;

/// <summary>What an order guards by itself.</summary>
public sealed class OrderTests
{
    private static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Totals_are_exact_sums_with_two_decimals()
    {
        var cents = ArbMap.Default.ArbFor<(int Cents, byte Quantity)[]>();

        Prop.ForAll(cents, lines =>
        {
            var used = lines.Select(line => (Cents: Math.Abs(line.Cents % 1_000_000L), Quantity: line.Quantity + 1L)).Take(100).ToList();
            var order = used.Count == 0 ? null : Place([.. used.Select(line => new OrderLine("p", null, line.Quantity, line.Cents / 100m))]);
            var total = used.Sum(line => line.Cents * line.Quantity);
            return total > 9_999_999_999 || used.Count == 0 ? order is null : order!.TotalAmount == total / 100m && order.TotalAmount.Scale == 2;
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(99_999_999.99, 1, true)]
    [InlineData(99_999_999.99, 2, false)]
    [InlineData(0.01, 9_999_999_999, true)]
    [InlineData(0.01, 10_000_000_000, false)]
    [InlineData(99_999_999.99, long.MaxValue, false)]
    public void A_total_must_fit(double price, long quantity, bool fits) =>
        (Place([.. Enumerable.Repeat(new OrderLine("p", null, quantity, (decimal)price), fits ? 1 : 1000)]) is not null).ShouldBe(fits);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, -0.01)]
    [InlineData(1, 0.001)]
    [InlineData(1, 100_000_000)]
    public void A_line_takes_no_bad_value(long quantity, double price) => Should.Throw<ArgumentException>(() => new OrderLine("p", null, quantity, (decimal)price));

    [Fact]
    public void An_order_takes_no_content_that_the_policy_refuses()
    {
        Should.Throw<ArgumentException>(() => Place([]));
        Should.Throw<ArgumentException>(() => Place([.. Enumerable.Repeat(new OrderLine("p", null, 1, 1), 1001)]));
        Should.Throw<ArgumentException>(() => Order.Place(Guid.NewGuid(), Guid.NewGuid(), OrderWorld.Content with { Currency = "usd" }, OrderWorld.Shop, Now));
    }

    [Fact]
    public void Every_pair_of_statuses_is_a_step_exactly_when_the_life_cycle_says_so()
    {
        var statuses = OrderWorld.LifeCycle.Statuses;
        statuses.ShouldBe(["pending", "confirmed", "shipped", "delivered"]);

        foreach (var (from, to) in statuses.SelectMany(_ => statuses, (from, to) => (from, to)))
        {
            var order = Place([new OrderLine("p", null, 1, 1)])!;
            foreach (var step in statuses.Skip(1).TakeWhile(_ => order.Status != from))
            {
                order.MoveTo(step, OrderWorld.LifeCycle, trackingNumber: null, Now);
            }

            (order.MoveTo(to, OrderWorld.LifeCycle, trackingNumber: null, Now) is not null).ShouldBe(statuses.ToList().IndexOf(to) == statuses.ToList().IndexOf(from) + 1, $"{from} → {to}");
        }
    }

    [Fact]
    public void The_codes_are_the_ISO_lists()
    {
        IsoCodes.Countries.Count.ShouldBe(249);
        IsoCodes.Currencies.ShouldAllBe(code => code.Length == 3);
        foreach (var code in new[] { "USD", "EUR", "JPY", "CHF", "XCG" })
        {
            IsoCodes.Currencies.ShouldContain(code);
        }
    }

    private static Order? Place(OrderLine[] lines) => Order.Place(Guid.NewGuid(), Guid.NewGuid(), OrderWorld.Content with { Lines = lines }, OrderWorld.Shop, Now);
}

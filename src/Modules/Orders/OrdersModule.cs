using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Orders;

/// <summary>Orders with their totals and their life cycle: what documents 000 and 003 need of them together.</summary>
public static class OrdersModule
{
    /// <summary>The module's tables.</summary>
    public static MigrationSet Schema { get; } = MigrationSet.Embedded("orders", typeof(OrdersModule).Assembly);

    /// <summary>
    /// Adds the use cases; one instance at least must step <see cref="FoldOrderCounts"/> every <see cref="FoldedCounts.Interval"/>, and
    /// <see cref="PurgeIdempotencyKeys.StepAsync"/> now and then. They need a <see cref="Database"/> and a <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="services">The service's container.</param>
    /// <param name="policy">Makes what the system wants of its orders; its events may need something from the container.</param>
    public static IServiceCollection AddOrders(this IServiceCollection services, Func<IServiceProvider, OrderPolicy> policy) => services
        .AddSingleton(policy)
        .AddSingleton(at => new OrderStore(at.Get<Database>()))
        .AddSingleton(at => new IdempotencyKeys(at.Get<Database>()))
        .AddSingleton(at => new CreateOrderHandler(at.Get<OrderStore>(), at.Get<IdempotencyKeys>(), at.Get<OrderPolicy>(), at.Get<TimeProvider>()))
        .AddSingleton(at => new GetOrderHandler(at.Get<OrderStore>()))
        .AddSingleton(at => new ListOrdersHandler(at.Get<Database>()))
        .AddSingleton(at => new ChangeOrderStatusHandler(at.Get<OrderStore>(), at.Get<OrderPolicy>(), at.Get<TimeProvider>()))
        .AddSingleton(at => new FoldOrderCounts(at.Get<Database>()))
        .AddSingleton(at => new PurgeIdempotencyKeys(at.Get<IdempotencyKeys>(), at.Get<OrderPolicy>(), at.Get<TimeProvider>()));

    private static T Get<T>(this IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();
}

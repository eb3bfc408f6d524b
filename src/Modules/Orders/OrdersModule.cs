using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Background;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Orders;

/// <summary>Orders with their totals and their life cycle: what documents 000 and 003 need of them together.</summary>
public static class OrdersModule
{
    /// <summary>The module's tables.</summary>
    public static MigrationSet Schema { get; } = MigrationSet.Embedded("orders", MigrationLayer.Module, typeof(OrdersModule).Assembly);

    /// <summary>Adds the use cases, chores and tables. They need a <see cref="Database"/>, a <see cref="TimeProvider"/> and logging.</summary>
    /// <param name="services">The service's container.</param>
    /// <param name="policy">Makes what the system wants of its orders; its events may need something from the container.</param>
    public static IServiceCollection AddOrders(this IServiceCollection services, Func<IServiceProvider, OrderPolicy> policy) => services
        .AddMigrations(Schema)
        .AddSingleton(policy)
        .AddSingleton(provider => new OrderStore(provider.Get<Database>()))
        .AddSingleton(provider => new IdempotencyKeys(provider.Get<Database>()))
        .AddSingleton(provider => new CreateOrderHandler(provider.Get<OrderStore>(), provider.Get<IdempotencyKeys>(), provider.Get<OrderPolicy>(), provider.Get<TimeProvider>()))
        .AddSingleton(provider => new GetOrderHandler(provider.Get<OrderStore>()))
        .AddSingleton(provider => new ListOrdersHandler(provider.Get<Database>()))
        .AddSingleton(provider => new ChangeOrderStatusHandler(provider.Get<OrderStore>(), provider.Get<OrderPolicy>(), provider.Get<TimeProvider>()))
        .AddSingleton(provider => new FoldOrderCounts(provider.Get<Database>()))
        .AddSingleton(provider => new PurgeIdempotencyKeys(provider.Get<IdempotencyKeys>(), provider.Get<OrderPolicy>(), provider.Get<TimeProvider>()))
        .AddPeriodicWork("Folding order counts", FoldedCounts.Interval, provider => provider.Get<FoldOrderCounts>().StepAsync)
        .AddPeriodicWork("Purging idempotency keys", TimeSpan.FromMinutes(10), provider => provider.Get<PurgeIdempotencyKeys>().StepAsync);

    private static T Get<T>(this IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();
}

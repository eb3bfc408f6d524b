using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Orders;

/// <summary>Orders with their totals and their life cycle, for documents 000 and 003.</summary>
public static class OrdersModule
{
    public static MigrationSet Schema { get; } = MigrationSet.Embedded("orders", typeof(OrdersModule).Assembly);

    /// <summary>
    /// Adds the use cases. At least one instance must run <see cref="FoldOrderCounts"/> every <see cref="FoldedCounts.Interval"/>, and
    /// <see cref="PurgeIdempotencyKeys.StepAsync"/> from time to time. They need a <see cref="Database"/> and a <see cref="TimeProvider"/>.
    /// </summary>
    /// <param name="policy">Creates the policy; its events may resolve services from the container.</param>
    public static IServiceCollection AddOrders(this IServiceCollection services, Func<IServiceProvider, OrderPolicy> policy) => services
        .AddSingleton(policy)
        .AddSingleton(provider => new OrderStore(provider.Get<Database>()))
        .AddSingleton(provider => new IdempotencyKeys(provider.Get<Database>()))
        .AddSingleton(provider => new CreateOrderHandler(provider.Get<OrderStore>(), provider.Get<IdempotencyKeys>(), provider.Get<OrderPolicy>(), provider.Get<TimeProvider>()))
        .AddSingleton(provider => new GetOrderHandler(provider.Get<OrderStore>()))
        .AddSingleton(provider => new ListOrdersHandler(provider.Get<Database>()))
        .AddSingleton(provider => new ChangeOrderStatusHandler(provider.Get<OrderStore>(), provider.Get<OrderPolicy>(), provider.Get<TimeProvider>()))
        .AddSingleton(provider => new FoldOrderCounts(provider.Get<Database>()))
        .AddSingleton(provider => new PurgeIdempotencyKeys(provider.Get<IdempotencyKeys>(), provider.Get<OrderPolicy>(), provider.Get<TimeProvider>()));

    private static T Get<T>(this IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();
}

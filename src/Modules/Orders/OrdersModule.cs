using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Background;
using Tracker.Platform.Idempotency;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Orders;

/// <summary>Orders with their totals and their life cycle, for documents 000 and 003.</summary>
public static class OrdersModule
{
    public static MigrationSet Schema { get; } = MigrationSet.Embedded("orders", MigrationLayer.Module, typeof(OrdersModule).Assembly);

    /// <summary>Adds the use cases, chores and tables. They need a <see cref="Database"/>, a <see cref="TimeProvider"/> and logging, and an
    /// <see cref="Outbox"/> when the policy has events.</summary>
    public static IServiceCollection AddOrders(this IServiceCollection services, OrderPolicy policy) => services
        .AddMigrations(Schema)
        .AddSingleton(policy)
        .AddSingleton(provider => new OrderStore(provider.Get<Database>()))
        .AddIdempotencyKeys("order_idempotency_keys", "order_id")
        .AddSingleton(provider => new CreateOrderHandler(
            provider.Get<OrderStore>(), provider.Get<IdempotencyKeys>(), policy, provider.OutboxOf(policy), provider.Get<TimeProvider>()))
        .AddSingleton(provider => new GetOrderHandler(provider.Get<OrderStore>()))
        .AddSingleton(provider => new ListOrdersHandler(provider.Get<Database>()))
        .AddSingleton(provider => new ChangeOrderStatusHandler(
            provider.Get<OrderStore>(), policy, provider.OutboxOf(policy), provider.Get<TimeProvider>()))
        .AddSingleton(provider => new FoldOrderCounts(provider.Get<Database>()))
        .AddPeriodicWork<FoldOrderCounts>("Folding order counts", FoldedCounts.Interval, work => work.StepAsync);

    private static Outbox? OutboxOf(this IServiceProvider services, OrderPolicy policy) => policy.HasEvents ? services.Get<Outbox>() : null;

    private static T Get<T>(this IServiceProvider services)
        where T : notnull => services.GetRequiredService<T>();
}

using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tracker.Modules.Orders;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.InProcess;
using Tracker.Platform.Observability.Metrics;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Orders;

/// <summary>The module with its own database, composed like in a service, with a clock that changes only when it is advanced.</summary>
public sealed class OrderWorld : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private OrderWorld(Database database, ServiceProvider services) => (Database, this.services) = (database, services);

    public Database Database { get; }

    public StoppedClock Clock => services.GetRequiredService<StoppedClock>();

    public Actor Anna { get; } = new(Guid.NewGuid(), ActorRole.User);

    public Actor Ben { get; } = new(Guid.NewGuid(), ActorRole.User);

    public Actor Admin { get; } = new(Guid.NewGuid(), ActorRole.Admin);

    public Actor Service { get; } = new(Guid.Empty, ActorRole.Service);

    public static OrderLifeCycle LifeCycle { get; } = new("pending",
    [
        new OrderTransition("pending", "confirmed", OrderStamp.Confirmed),
        new OrderTransition("confirmed", "shipped", OrderStamp.Shipped),
        new OrderTransition("shipped", "delivered", OrderStamp.Delivered),
    ]);

    /// <summary>Only admins move orders; creations and shipments have events.</summary>
    public static OrderPolicy Shop { get; } = new()
    {
        LifeCycle = LifeCycle,
        Movers = OrderMovers.Admins,
        Created = order => Event("created", order),
        Shipped = order => Event("shipped", order),
    };

    public static OrderContent Content { get; } = new(
        [new OrderLine("p-1", "Headphones", 2, 49.99m)],
        new ShippingAddress("742 Evergreen Terrace", "Springfield", "IL", "62704", "US"),
        Notes: "At the door");

    public static async Task<OrderWorld> StartAsync(OrderPolicy? policy = null)
    {
        // A busy machine must not cancel a statement that a test only waits for.
        var database = new Database(await TestPostgres.CreateDatabaseAsync(), TimeSpan.FromSeconds(20));
        await new Migrator(database).ApplyAsync([OrdersModule.Schema, MessagingSchema.Outbox], default);
        var orders = policy ?? Shop;
        var services = new ServiceCollection()
            .AddSingleton(database)
            .AddSingleton<MetricsRegistry>()
            .AddLogging()
            .AddSingleton<StoppedClock>()
            .AddSingleton<TimeProvider>(provider => provider.GetRequiredService<StoppedClock>())
            .AddOrders(orders);
        if (orders.HasEvents)
        {
            services.AddOutbox(_ => new InProcessTransport([]));
        }

        return new OrderWorld(database, services.BuildServiceProvider());
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public Task<Outcome<Order, CreateOrderFailure>> CreateAsync(OrderContent content, string? key = null, Actor? by = null) =>
        Get<CreateOrderHandler>().Handle(new CreateOrderCommand((by ?? Anna).UserId, content, key), default);

    /// <summary>Places an order one second after the previous one.</summary>
    public async Task<Order> PlaceAsync(decimal price = 49.99m, Actor? by = null)
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        var outcome = await CreateAsync(Content with { Lines = [new OrderLine("p-1", "Headphones", 1, price)] }, by: by);
        return outcome.Succeeded(out var order, out var failure) ? order : throw new InvalidOperationException(failure.ToString());
    }

    public Task<Outcome<Order, ChangeOrderStatusFailure>> MoveAsync(
        Guid id, string status, Actor? by = null, string? trackingNumber = null) =>
        Get<ChangeOrderStatusHandler>().Handle(new ChangeOrderStatusCommand(id, status, by ?? Admin, trackingNumber), default);

    public async Task<Order?> FindAsync(Guid id) =>
        (await Get<GetOrderHandler>().Handle(new GetOrderQuery(id, Service), default)).Succeeded(out var order, out _) ? order : null;

    public async Task<Page<OrderSummary>> ListAsync(
        Guid? user = null,
        string? status = null,
        OrderSortField sort = OrderSortField.CreatedAt,
        SortDirection way = SortDirection.Descending,
        int page = 1,
        int size = 20)
    {
        var query = new ListOrdersQuery(Admin, new OrderFilter(user, status), new OrderSort(sort, way), PageRequest.OfPage(page, size));
        var outcome = await Get<ListOrdersHandler>().Handle(query, default);
        return outcome.Succeeded(out var orders, out var failure) ? orders : throw new InvalidOperationException(failure.ToString());
    }

    public async Task<long> CountAsync(string sql)
    {
        await using var command = Database.Source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var session = Database.NewWriteSession();
        await session.OpenAsync();
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>All values of an order, for comparison.</summary>
    public static string Picture(Order? order) => JsonSerializer.Serialize(order);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Database.DisposeAsync();
    }

    private static OutboxMessage Event(string topic, Order order) => new(Guid.NewGuid(), topic, order.Id.ToByteArray(), order.UpdatedAt);
}

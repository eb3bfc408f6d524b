using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Tracker.Platform.Messaging;
using Tracker.Platform.Observability.Metrics;
using Tracker.Platform.Persistence;
using Tracker.Platform.RabbitMq;
using Tracker.Tests.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.RabbitMq;

/// <summary>
/// A broker with unique names for one test, services composed like in a system, and a separate connection for inspection.
/// </summary>
internal sealed class Broker : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> started = [];
    private readonly TestRabbitMq rabbit;
    private readonly TimeSpan untilOnDisk;
    private readonly string id = Guid.NewGuid().ToString("N")[..8];

    private Broker(TestRabbitMq rabbit, TimeSpan untilOnDisk)
    {
        (this.rabbit, this.untilOnDisk) = (rabbit, untilOnDisk);
        Exchange = $"order.events.{id}";
        Queue = NewQueue(new Subscription("notifications.order.created", Messages.Topic) { Retry = Retries.Quick });
    }

    public string Exchange { get; }

    public RabbitMqQueue Queue { get; }

    public RabbitMqUrl Url => RabbitMqUrl.Parse(rabbit.Url);

    /// <summary>Uses the shared broker, which is never killed: messages not yet on its disk are safe.</summary>
    public static async Task<Broker> SharedAsync() => new(await TestRabbitMq.SharedAsync(), TimeSpan.Zero);

    public static Broker On(TestRabbitMq rabbit) => new(rabbit, TimeSpan.FromSeconds(1));

    public RabbitMqQueue NewQueue(Subscription subscription) =>
        new(subscription with { Consumer = $"{subscription.Consumer}.{id}" }, Exchange, $"notifications.order.dead.{id}")
        {
            UntilOnDisk = untilOnDisk,
        };

    public async Task<RabbitMqConnection> ConnectAsync()
    {
        var connection = new RabbitMqConnection(Url, "test", NullLogger<RabbitMqConnection>.Instance);
        started.Add(connection);
        await connection.StartAsync(CancellationToken.None);
        await Soon.BecomesTrue(() => connection.IsUp);
        return connection;
    }

    public async Task<RabbitMqTransport> NewTransportAsync(params IReadOnlyList<RabbitMqQueue> queues) =>
        NewTransport(await ConnectAsync(), queues);

    public RabbitMqTransport NewTransport(RabbitMqConnection connection, params IReadOnlyList<RabbitMqQueue> queues)
    {
        var transport = new RabbitMqTransport(connection, Exchange, queues, NullLogger<RabbitMqTransport>.Instance);
        started.Add(transport);
        return transport;
    }

    public async Task<RabbitMqDeadLetters> NewDeadLettersAsync(params IReadOnlyList<RabbitMqQueue> queues) =>
        new(await ConnectAsync(), queues.Count > 0 ? queues : [Queue]);

    public Task<IHost> StartConsumerAsync(IMessageConsumer consumer) => StartConsumerAsync(Queue, consumer);

    public async Task<IHost> StartConsumerAsync(RabbitMqQueue queue, IMessageConsumer consumer, string? databaseUrl = null)
    {
        var database = new Database(databaseUrl ?? await TestPostgres.CreateDatabaseAsync());
        await InboxFixture.PrepareAsync(database);
        return await StartAsync(database, services => services.AddRabbitMqConsumer(queue, _ => consumer));
    }

    public async Task<IHost> StartAsync(Database database, Action<IServiceCollection> compose)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(_ => database);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<MetricsRegistry>();
        builder.Services.AddRabbitMq(Url, "test");
        compose(builder.Services);
        var host = builder.Build();
        await host.StartAsync(CancellationToken.None);
        started.Add(new Running(host));
        return host;
    }

    public static Task<int> CountHandledAsync(IHost service) =>
        service.Services.GetRequiredService<Database>().ScalarAsync<int>("select count(*) from handled_messages");

    /// <summary>Inspects the broker on a separate connection.</summary>
    public async Task<T> LookAsync<T>(Func<IChannel, Task<T>> look)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(rabbit.Url) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        return await look(channel);
    }

    /// <returns>0 also when the queue does not exist.</returns>
    public Task<uint> CountConsumersAsync(RabbitMqQueue queue) => LookAsync(async channel =>
    {
        try
        {
            return (await channel.QueueDeclarePassiveAsync(queue.Name)).ConsumerCount;
        }
        catch (OperationInterruptedException)
        {
            return 0u;
        }
    });

    /// <summary>The messages of a queue with their routing keys and headers; all of them are requeued.</summary>
    public Task<List<BasicGetResult>> PeekAsync(string queue) => LookAsync(async channel =>
    {
        var results = new List<BasicGetResult>();
        while (await channel.BasicGetAsync(queue, autoAck: false) is { } result)
        {
            results.Add(result);
        }

        // Closing the channel requeues them too, but some time after the answer: the next inspection would miss some.
        await channel.BasicNackAsync(deliveryTag: 0, multiple: true, requeue: true);
        return results;
    });

    public async ValueTask DisposeAsync()
    {
        foreach (var each in Enumerable.Reverse(started))
        {
            await each.DisposeAsync();
        }
    }

    private sealed class Running(IHost host) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await host.StopAsync(CancellationToken.None);
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }
}

using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;
using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;
using Tracker.Platform.RabbitMq;
using Tracker.Tests.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.RabbitMq;

public sealed class ConsumingTests : IAsyncLifetime
{
    private readonly RecordingConsumer consumer = new();
    private Broker broker = null!;

    public async ValueTask InitializeAsync() => broker = await Broker.SharedAsync();

    public ValueTask DisposeAsync() => broker.DisposeAsync();

    [Fact]
    public async Task The_event_matches_the_contract()
    {
        var transport = await broker.NewTransportAsync(broker.Queue);
        var message = Messages.New("""{"total":1}""") with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
        await transport.PublishAsync([message], CancellationToken.None);

        var seen = (await broker.PeekAsync(broker.Queue.Name)).ShouldHaveSingleItem();

        (seen.Exchange, seen.RoutingKey).ShouldBe((broker.Exchange, "order.created"));
        var properties = seen.BasicProperties;
        (properties.Persistent, properties.ContentType, properties.MessageId)
            .ShouldBe((true, "application/json", message.EventId.ToString()));
        ((byte[])properties.Headers!["traceparent"]!).ShouldBe(System.Text.Encoding.UTF8.GetBytes(message.TraceParent));
        seen.Body.ToArray().ShouldBe(message.Body.ToArray());
    }

    [Fact]
    public async Task The_trace_of_the_consumer_continues_the_publishers()
    {
        var traces = new List<string?>();
        consumer.Outcome = (_, _) =>
        {
            traces.Add(Activity.Current?.TraceId.ToString());
            return Task.FromResult(traces.Count < 3 ? MessageOutcome.Retry("not yet") : MessageOutcome.Done);
        };
        await broker.StartConsumerAsync(consumer);

        await PublishAsync(Messages.New() with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" });

        await Soon.BecomesTrue(() => traces.Count == 3);
        traces.ShouldAllBe(trace => trace == "0af7651916cd43dd8448eb211c80319c");
    }

    [Fact]
    public async Task The_prefetch_limits_the_parallel_handling()
    {
        var (running, max, go) = (0, 0, new TaskCompletionSource());
        consumer.Outcome = async (_, _) =>
        {
            InterlockedMax(ref max, Interlocked.Increment(ref running));
            await go.Task;
            Interlocked.Decrement(ref running);
            return MessageOutcome.Done;
        };
        var service = await broker.StartConsumerAsync(consumer);
        await PublishAsync([.. Enumerable.Range(0, 30).Select(_ => Messages.New())]);

        await Soon.BecomesTrue(() => Volatile.Read(ref running) == 10);
        var waiting = await broker.LookAsync(channel => channel.QueueDeclarePassiveAsync(broker.Queue.Name));
        waiting.MessageCount.ShouldBe(20u);
        go.SetResult();
        await Soon.BecomesTrue(async () => await Broker.CountHandledAsync(service) == 30);
        max.ShouldBe(10);
    }

    [Fact]
    public async Task All_consumers_of_a_stopping_service_stop_at_once()
    {
        var go = new TaskCompletionSource();
        consumer.Outcome = async (_, ct) => { await go.Task.WaitAsync(ct); return MessageOutcome.Done; };
        var idle = broker.NewQueue(new Subscription("notifications.order.shipped", "order.shipped"));
        var database = new Database(await TestPostgres.CreateDatabaseAsync());
        await InboxFixture.PrepareAsync(database);
        var service = await broker.StartAsync(
            database, services => services.AddRabbitMqConsumer(idle, _ => consumer).AddRabbitMqConsumer(broker.Queue, _ => consumer));
        await PublishAsync([Messages.New()]);
        await Soon.BecomesTrue(() => consumer.Deliveries.Count == 1);

        var stopping = service.StopAsync(CancellationToken.None);

        // Hosted services stop one after another, the last one first. The other consumer's message delays the stop of the idle one.
        var loops = service.Services.GetServices<IHostedService>().OfType<RabbitMqConsumer>().ToList();
        await Soon.BecomesTrue(() => loops[0].ExecuteTask!.IsCompleted);
        stopping.IsCompleted.ShouldBeFalse();
        go.SetResult();
        await stopping;
        (await Broker.CountHandledAsync(service)).ShouldBe(1);
    }

    [Fact]
    public async Task Two_instances_share_a_queue()
    {
        var (other, url) = (new RecordingConsumer(), await TestPostgres.CreateDatabaseAsync());
        consumer.Outcome = other.Outcome = async (_, ct) => { await Task.Delay(20, ct); return MessageOutcome.Done; };
        await broker.StartConsumerAsync(broker.Queue, consumer, url);
        await broker.StartConsumerAsync(broker.Queue, other, url);
        await Soon.BecomesTrue(async () => await broker.CountConsumersAsync(broker.Queue) == 2);
        await PublishAsync([.. Enumerable.Range(0, 100).Select(_ => Messages.New())]);

        await Soon.BecomesTrue(() => consumer.Deliveries.Count + other.Deliveries.Count == 100);

        consumer.Deliveries.ShouldNotBeEmpty();
        other.Deliveries.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_pause_counts_no_attempt_and_keeps_the_messages_queued()
    {
        var away = true;
        consumer.Outcome = (_, _) => Task.FromResult(away ? MessageOutcome.Pause("order-service is away") : MessageOutcome.Done);
        var service = await broker.StartConsumerAsync(consumer);
        await PublishAsync([.. Enumerable.Range(0, 20).Select(_ => Messages.New())]);
        await Soon.BecomesTrue(() => consumer.Deliveries.Count >= 3);

        away = false;

        await Soon.BecomesTrue(async () => await Broker.CountHandledAsync(service) == 20);
        consumer.Deliveries.ShouldAllBe(delivery => delivery.Attempt == 1);
        (await broker.PeekAsync(broker.Queue.DeadLetterQueue)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stopping_service_finishes_only_its_current_messages()
    {
        var go = new TaskCompletionSource();
        consumer.Outcome = async (_, _) => { await go.Task; return MessageOutcome.Done; };
        // A classic queue drops its consumer at once; a quorum queue counts it until its messages are settled.
        await broker.LookAsync(channel => channel.QueueDeclareAsync(broker.Queue.Name, durable: true, exclusive: false, autoDelete: false));
        var service = await broker.StartConsumerAsync(consumer);
        await PublishAsync([.. Enumerable.Range(0, 15).Select(_ => Messages.New())]);
        await Soon.BecomesTrue(() => consumer.Deliveries.Count == 10);

        var stopped = service.StopAsync(CancellationToken.None);
        await Soon.BecomesTrue(async () => await broker.CountConsumersAsync(broker.Queue) == 0);
        go.SetResult();
        await stopped;

        (await Broker.CountHandledAsync(service)).ShouldBe(10);
        await Soon.BecomesTrue(async () => (await broker.PeekAsync(broker.Queue.Name)).Count == 5);
    }

    [Fact]
    public async Task An_existing_queue_with_other_arguments_is_used()
    {
        await broker.LookAsync(async channel =>
        {
            await channel.QueueDeclareAsync(broker.Queue.Name, durable: true, exclusive: false, autoDelete: false);
            await channel.QueueDeclareAsync(broker.Queue.DeadLetterQueue, durable: true, exclusive: false, autoDelete: false);
            await channel.ExchangeDeclareAsync(broker.Queue.DeadLetterExchange, ExchangeType.Topic, durable: false, autoDelete: false);
            return true;
        });
        consumer.Outcome = (message, _) => Task.FromResult(message.Text() == "bad" ? MessageOutcome.Dead("bad") : MessageOutcome.Done);
        var service = await broker.StartConsumerAsync(consumer);

        await PublishAsync(Messages.New(), Messages.New("bad"));

        await Soon.BecomesTrue(async () => await Broker.CountHandledAsync(service) == 1);
        await Soon.BecomesTrue(async () => (await broker.PeekAsync(broker.Queue.DeadLetterQueue)).Count == 1);
    }

    [Fact]
    public async Task A_queue_deleted_under_its_consumer_is_recreated()
    {
        var service = await broker.StartConsumerAsync(consumer);
        await PublishAsync(Messages.New());
        await Soon.BecomesTrue(async () => await Broker.CountHandledAsync(service) == 1);

        await broker.LookAsync(channel => channel.QueueDeleteAsync(broker.Queue.Name));

        await Soon.BecomesTrue(async () => await broker.CountConsumersAsync(broker.Queue) == 1);
        await PublishAsync(Messages.New());
        await Soon.BecomesTrue(async () => await Broker.CountHandledAsync(service) == 2);
    }

    private async Task PublishAsync(params OutboxMessage[] messages)
    {
        var transport = await broker.NewTransportAsync(broker.Queue);
        (await transport.PublishAsync(messages, CancellationToken.None)).ShouldAllBe(result => result == PublishResult.Confirmed);
    }

    private static void InterlockedMax(ref int max, int value)
    {
        for (var seen = Volatile.Read(ref max); value > seen; seen = Volatile.Read(ref max))
        {
            Interlocked.CompareExchange(ref max, value, seen);
        }
    }
}

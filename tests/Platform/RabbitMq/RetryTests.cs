using System.Diagnostics;
using System.Text;
using RabbitMQ.Client;
using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Tests.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.RabbitMq;

public sealed class RetryTests : IAsyncLifetime
{
    private readonly RecordingConsumer consumer = new();
    private Broker broker = null!;

    public async ValueTask InitializeAsync() => broker = await Broker.SharedAsync();

    public ValueTask DisposeAsync() => broker.DisposeAsync();

    [Fact]
    public async Task The_default_waits_are_1_4_and_16_seconds()
    {
        var queue = broker.NewQueue(new Subscription("notifications.order.created", Messages.Topic));
        var times = new List<TimeSpan>();
        var watch = new Stopwatch();
        consumer.Outcome =
            (_, _) => { times.Add(watch.Elapsed); watch.Restart(); return Task.FromResult(MessageOutcome.Retry("no mail server")); };
        await broker.StartConsumerAsync(queue, consumer);
        await (await broker.NewTransportAsync(queue)).PublishAsync([Messages.New()], CancellationToken.None);

        await Soon.BecomesTrue(() => times.Count == 4);

        foreach (var (waited, seconds) in times.Skip(1).Zip([1.0, 4.0, 16.0]))
        {
            waited.TotalSeconds.ShouldBeInRange(seconds - 0.05, seconds + 10);
        }
    }

    [Fact]
    public async Task A_message_claimed_elsewhere_waits_without_counting_an_attempt()
    {
        // Any later wait would outlast the test.
        var retry = new RetryPolicy([TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), TimeSpan.FromHours(1)]);
        var queue = broker.NewQueue(new Subscription("notifications.order.created", Messages.Topic) { Retry = retry });
        var (times, watch) = (new List<TimeSpan>(), new Stopwatch());
        consumer.Outcome = (_, _) =>
        {
            times.Add(watch.Elapsed);
            watch.Restart();
            return Task.FromResult(times.Count < 3 ? MessageOutcome.Later("somebody else is at it") : MessageOutcome.Done);
        };
        await broker.StartConsumerAsync(queue, consumer);
        await (await broker.NewTransportAsync(queue)).PublishAsync([Messages.New()], CancellationToken.None);

        await Soon.BecomesTrue(() => consumer.Deliveries.Count == 3);

        consumer.Deliveries.Select(delivery => delivery.Attempt).ShouldBe([1, 1, 1]);
        times.Skip(1).ShouldAllBe(waited => waited > TimeSpan.FromSeconds(0.95));
    }

    [Fact]
    public async Task A_dead_letter_keeps_the_history_of_its_attempts()
    {
        await broker.StartConsumerAsync(consumer);
        consumer.Outcome = (_, _) => Task.FromResult(MessageOutcome.Retry("no mail server"));
        var message = await PublishAsync(Messages.New("""{"a":1}"""));

        var dead = await DeadAsync();

        (dead.Exchange, dead.RoutingKey).ShouldBe(($"{broker.Exchange}.dlx", "order.created.failed"));
        Encoding.UTF8.GetString(dead.Body.Span).ShouldBe(message.Text());
        dead.BasicProperties.MessageId.ShouldBe(message.EventId.ToString());
        (dead.BasicProperties.Persistent, dead.BasicProperties.ContentType).ShouldBe((true, "application/json"));
        Header(dead, "x-failed-reason").ShouldBe("no mail server");
        Header(dead, "x-original-routing-key").ShouldBe("order.created");
        dead.BasicProperties.Headers!["x-failed-attempts"].ShouldBe(4);
    }

    [Fact]
    public async Task Only_the_first_delivery_of_a_message_is_new()
    {
        consumer.Outcome = (_, _) => Task.FromResult(consumer.Deliveries.Count switch
        {
            1 => MessageOutcome.Pause("away"),
            2 => MessageOutcome.Retry("later"),
            _ => MessageOutcome.Done,
        });
        var service = await broker.StartConsumerAsync(consumer);
        await PublishAsync(Messages.New());

        await Soon.BecomesTrue(async () => await Broker.CountHandledAsync(service) == 1);

        consumer.Deliveries.Select(delivery => delivery.MayHaveBegun).ShouldBe([false, true, true]);
    }

    [Fact]
    public async Task A_message_waits_for_its_retry_without_a_consumer()
    {
        var service = await broker.StartConsumerAsync(consumer);
        consumer.Outcome = (_, _) => Task.FromResult(consumer.Deliveries.Count == 1 ? MessageOutcome.Retry("later") : MessageOutcome.Done);
        await PublishAsync(Messages.New());
        await Soon.BecomesTrue(() => consumer.Deliveries.Count == 1);
        await service.StopAsync(CancellationToken.None);

        await Soon.BecomesTrue(async () => (await broker.PeekAsync(broker.Queue.Name)).Count == 1);
        var second = await broker.StartConsumerAsync(consumer);

        await Soon.BecomesTrue(async () => await Broker.CountHandledAsync(second) == 1);
        consumer.Deliveries.Select(delivery => (delivery.Attempt, delivery.Topic)).ShouldBe([(1, "order.created"), (2, "order.created")]);
    }

    [Fact]
    public async Task A_message_without_its_retry_queue_is_handled_again()
    {
        consumer.Outcome = async (_, _) =>
        {
            if (consumer.Deliveries.Count > 1)
            {
                return MessageOutcome.Done;
            }

            await broker.LookAsync(channel => channel.QueueDeleteAsync(broker.Queue.RetryQueue(Retries.Quick.FirstDelay)));
            return MessageOutcome.Retry("no mail server");
        };
        var service = await broker.StartConsumerAsync(consumer);
        await PublishAsync(Messages.New());

        await Soon.BecomesTrue(async () => await Broker.CountHandledAsync(service) == 1);

        consumer.Deliveries.Select(delivery => delivery.Attempt).ShouldBe([1, 1]);
    }

    [Theory]
    [InlineData("no id", null, null)]
    [InlineData("an id that is no uuid", "17", null)]
    [InlineData("a header of ours that we did not write", "3f2c4bd4-8a0c-4f8e-9d70-54c0a6b0e3cb", "many")]
    public async Task A_message_with_unreadable_properties_is_dead_at_once(string body, string? id, string? attempts)
    {
        await broker.StartConsumerAsync(consumer);
        var properties = new BasicProperties
        {
            Headers = attempts is null ? null : new Dictionary<string, object?> { ["x-failed-attempts"] = attempts },
        };
        if (id is not null)
        {
            properties.MessageId = id;
        }

        await SendAsync(properties, Encoding.UTF8.GetBytes(body));

        var dead = await DeadAsync();
        Encoding.UTF8.GetString(dead.Body.Span).ShouldBe(body);
        Header(dead, "x-failed-reason").ShouldContain("cannot be read");
        consumer.Deliveries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Empty_and_very_large_messages_reach_the_consumer()
    {
        await broker.StartConsumerAsync(consumer);
        consumer.Outcome = (message, _) => Task.FromResult(MessageOutcome.Dead($"{message.Body.Length} bytes"));
        var headers = Enumerable.Range(0, 1000).ToDictionary(i => $"foreign-{i}", _ => (object?)new string('x', 100));
        await SendAsync(new BasicProperties { MessageId = Guid.NewGuid().ToString() }, []);
        await SendAsync(new BasicProperties { MessageId = Guid.NewGuid().ToString(), Headers = headers }, new byte[5_000_000]);

        (await DeadAsync(2)).Select(dead => Header(dead, "x-failed-reason")).Order().ShouldBe(["0 bytes", "5000000 bytes"]);
    }

    private async Task<OutboxMessage> PublishAsync(OutboxMessage message)
    {
        (await (await broker.NewTransportAsync(broker.Queue)).PublishAsync([message], CancellationToken.None))
            .ShouldBe([PublishResult.Confirmed]);
        return message;
    }

    private async Task SendAsync(BasicProperties properties, byte[] body)
    {
        await Soon.BecomesTrue(async () => await broker.CountConsumersAsync(broker.Queue) == 1);
        await broker.LookAsync(async channel =>
        {
            await channel.BasicPublishAsync(broker.Exchange, "order.created", mandatory: true, properties, body);
            return true;
        });
    }

    private async Task<BasicGetResult> DeadAsync() => (await DeadAsync(1)).Single();

    private Task<List<BasicGetResult>> DeadAsync(int count) =>
        Soon.BecomesAsync(() => broker.PeekAsync(broker.Queue.DeadLetterQueue), letters => letters.Count == count);

    private static string Header(BasicGetResult result, string name) =>
        Encoding.UTF8.GetString((byte[])result.BasicProperties.Headers![name]!);
}

using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>One transport set up for a system: its publishing side, and consumers that run in the background like in a service.</summary>
public abstract class TransportSetup : IAsyncDisposable
{
    public abstract IMessageTransport Transport { get; }

    public abstract Task StartConsumerAsync(Subscription subscription, IMessageConsumer consumer);

    /// <summary>The messages of the consumer that are recorded as handled.</summary>
    public abstract Task<int> CountHandledAsync(string consumer);

    public abstract Task<IReadOnlyList<Guid>> DeadLettersAsync(string consumer);

    public abstract ValueTask DisposeAsync();
}

/// <summary>Tests for every transport and its consuming side. An adapter's tests derive from this class and set the transport up.</summary>
public abstract class TransportCompliance : IAsyncLifetime
{
    private static readonly Subscription Notifications = new("notifications.order.created", Messages.Topic)
    {
        Retry = new RetryPolicy([TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100)]),
    };

    private static readonly Subscription Shipments = new("notifications.order.shipped", "order.shipped");
    private static readonly Subscription Audit = new("audit.order.shipped", "order.shipped");
    private readonly RecordingConsumer consumer = new();
    private TransportSetup setup = null!;

    public async ValueTask InitializeAsync() => setup = await SetUpAsync([Notifications, Shipments, Audit]);

    public async ValueTask DisposeAsync()
    {
        await setup.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_message_arrives_unchanged()
    {
        await setup.StartConsumerAsync(Notifications, consumer);
        var sent = Messages.New("""{"ä":1}""") with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };

        (await PublishAsync(sent)).ShouldBe([PublishResult.Confirmed]);

        await Soon.BecomesTrue(async () => await setup.CountHandledAsync(Notifications.Consumer) == 1);
        var delivery = consumer.Deliveries.ShouldHaveSingleItem();
        delivery.Text().ShouldBe(sent.Text());
        (delivery.EventId, delivery.Topic, delivery.Attempt, delivery.TraceParent)
            .ShouldBe((sent.EventId, sent.Topic, 1, sent.TraceParent));
    }

    [Fact]
    public async Task Each_message_is_confirmed_individually()
    {
        await setup.StartConsumerAsync(Notifications, consumer);

        var results = await PublishAsync(Messages.New(), Messages.New(topic: "nobody.wants.it"), Messages.New());

        results.ShouldBe([PublishResult.Confirmed, PublishResult.Unconfirmed, PublishResult.Confirmed]);
        await Soon.BecomesTrue(async () => await setup.CountHandledAsync(Notifications.Consumer) == 2);
    }

    [Fact]
    public async Task A_consumer_started_later_receives_every_confirmed_message()
    {
        var message = Messages.New();
        var confirmed = await TryPublishAsync(message);
        await setup.StartConsumerAsync(Notifications, consumer);
        await Soon.BecomesTrue(async () => confirmed = confirmed || await TryPublishAsync(message));

        await Soon.BecomesTrue(async () => await setup.CountHandledAsync(Notifications.Consumer) == 1);
    }

    [Fact]
    public async Task A_message_is_confirmed_only_when_every_consumer_has_it()
    {
        var (message, audit) = (Messages.New(topic: "order.shipped"), new RecordingConsumer());
        await setup.StartConsumerAsync(Shipments, consumer);
        var confirmed = await TryPublishAsync(message);
        await setup.StartConsumerAsync(Audit, audit);
        await Soon.BecomesTrue(async () => confirmed = confirmed || await TryPublishAsync(message));

        await Soon.BecomesTrue(async () => await setup.CountHandledAsync(Audit.Consumer) == 1);
        await Soon.BecomesTrue(async () => await setup.CountHandledAsync(Shipments.Consumer) == 1);
    }

    [Fact]
    public async Task A_message_published_twice_has_one_effect()
    {
        await setup.StartConsumerAsync(Notifications, consumer);
        var message = Messages.New();
        await PublishAsync(message);
        await Soon.BecomesTrue(async () => await setup.CountHandledAsync(Notifications.Consumer) == 1);

        await PublishAsync(message, message, Messages.New("last"));

        await Soon.BecomesTrue(async () => await setup.CountHandledAsync(Notifications.Consumer) == 2);
        consumer.Deliveries.Select(delivery => delivery.Text()).ShouldBe([message.Text(), "last"]);
    }

    [Fact]
    public async Task A_message_dies_after_the_attempts_of_the_policy()
    {
        await setup.StartConsumerAsync(Notifications, consumer);
        consumer.Outcome = (_, _) => throw new InvalidDataException("no such order");
        var message = Messages.New();

        await PublishAsync(message);

        await Soon.BecomesTrue(async () => (await setup.DeadLettersAsync(Notifications.Consumer)).SequenceEqual([message.EventId]));
        consumer.Deliveries.Select(delivery => (delivery.Attempt, delivery.EventId, delivery.Topic))
            .ShouldBe([(1, message.EventId, message.Topic), (2, message.EventId, message.Topic), (3, message.EventId, message.Topic)]);
        (await setup.CountHandledAsync(Notifications.Consumer)).ShouldBe(0);
    }

    [Fact]
    public async Task A_hopeless_message_is_dead_at_once()
    {
        await setup.StartConsumerAsync(Notifications, consumer);
        consumer.Outcome = (_, _) => Task.FromResult(MessageOutcome.Dead("no JSON"));
        var message = Messages.New();

        await PublishAsync(message);

        await Soon.BecomesTrue(async () => (await setup.DeadLettersAsync(Notifications.Consumer)).SequenceEqual([message.EventId]));
        consumer.Deliveries.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_consumer_pauses_and_resumes_with_its_peer()
    {
        await setup.StartConsumerAsync(Notifications, consumer);
        consumer.Outcome = (_, _) => Task.FromResult(consumer.Deliveries.Count < 4 ? MessageOutcome.Pause("away") : MessageOutcome.Done);

        await PublishAsync(Messages.New());

        await Soon.BecomesTrue(async () => await setup.CountHandledAsync(Notifications.Consumer) == 1);
        consumer.Deliveries.Select(delivery => delivery.Attempt).ShouldBe([1, 1, 1, 1]);
    }

    [Fact]
    public async Task A_slow_message_blocks_no_other()
    {
        await setup.StartConsumerAsync(Notifications, consumer);
        var go = new TaskCompletionSource();
        consumer.Outcome =
            async (message, _) => { await (message.Text() == "slow" ? go.Task : Task.CompletedTask); return MessageOutcome.Done; };

        await PublishAsync([Messages.New("slow"), .. Enumerable.Range(0, 50).Select(i => Messages.New($"{i}"))]);

        await Soon.BecomesTrue(async () => await setup.CountHandledAsync(Notifications.Consumer) == 50);
        go.SetResult();
        await Soon.BecomesTrue(async () => await setup.CountHandledAsync(Notifications.Consumer) == 51);
    }

    protected abstract Task<TransportSetup> SetUpAsync(IReadOnlyList<Subscription> subscriptions);

    private Task<IReadOnlyList<PublishResult>> PublishAsync(params OutboxMessage[] messages) =>
        setup.Transport.PublishAsync(messages, CancellationToken.None);

    private async Task<bool> TryPublishAsync(OutboxMessage message)
    {
        try
        {
            return (await PublishAsync(message))[0] == PublishResult.Confirmed;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }
}

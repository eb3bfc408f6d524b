using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Platform.RabbitMq;
using Tracker.Tests.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.RabbitMq;

public sealed class RabbitMqDeadLettersTests : IAsyncLifetime
{
    private readonly RecordingConsumer consumer = new() { Outcome = (_, _) => Task.FromResult(MessageOutcome.Dead("no such order")) };
    private Broker broker = null!;
    private RabbitMqDeadLetters letters = null!;

    public async ValueTask InitializeAsync()
    {
        broker = await Broker.SharedAsync();
        letters = await broker.NewDeadLettersAsync();
    }

    public ValueTask DisposeAsync() => broker.DisposeAsync();

    [Fact]
    public async Task A_dead_letter_tells_who_gave_it_up_when_and_why()
    {
        await broker.StartConsumerAsync(consumer);
        var message = Messages.New();
        await PublishAsync(message);

        var letter = (await ListAsync(1)).Single();

        (letter with { DeadAt = default }).ShouldBe(new DeadLetter(broker.Queue.Name, message.EventId, "order.created", 1, "no such order", default));
        letter.DeadAt.ShouldBe(DateTime.UtcNow, TimeSpan.FromMinutes(1));
        letter.DeadAt.Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Fact]
    public async Task Looking_takes_nothing_away_and_keeps_the_order()
    {
        await broker.StartConsumerAsync(consumer);
        for (var i = 0; i < 5; i++)
        {
            await PublishAsync(Messages.New());
            await ListAsync(i + 1);
        }

        var first = await ListAsync(5);

        (await ListAsync(5)).ShouldBe(first);
        (await letters.ListAsync(2, CancellationToken.None)).ShouldBe(first.Skip(3));
        (await ListAsync(5)).ShouldBe(first);
    }

    [Fact]
    public async Task A_discarded_letter_is_gone_and_the_others_stay_in_their_order()
    {
        await broker.StartConsumerAsync(consumer);
        var messages = new[] { Messages.New(), Messages.New(), Messages.New() };
        for (var i = 0; i < messages.Length; i++)
        {
            await PublishAsync(messages[i]);
            await ListAsync(i + 1);
        }

        (await letters.DiscardAsync(Guid.CreateVersion7(), CancellationToken.None)).ShouldBe(0);
        (await letters.DiscardAsync(messages[1].EventId, CancellationToken.None)).ShouldBe(1);

        (await ListAsync(2)).Select(letter => letter.EventId).ShouldBe([messages[2].EventId, messages[0].EventId]);
        (await letters.DiscardAsync(eventId: null, CancellationToken.None)).ShouldBe(2);
        (await ListAsync(0)).ShouldBeEmpty();
        consumer.Deliveries.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_replayed_message_is_handled_as_if_it_had_just_come()
    {
        consumer.Outcome = (_, _) => Task.FromResult(MessageOutcome.Retry("no mail server"));
        var service = await broker.StartConsumerAsync(consumer);
        var (message, other) = (Messages.New("one") with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" }, Messages.New("other"));
        await PublishAsync(message, other);
        await ListAsync(2);
        var before = consumer.Deliveries.Count(delivery => delivery.EventId == message.EventId);
        consumer.Outcome = (_, _) => Task.FromResult(MessageOutcome.Done);

        (await letters.ReplayAsync(broker.Queue.Name, message.EventId, CancellationToken.None)).ShouldBeTrue();

        await Soon.BecomesTrue(async () => await Broker.CountEffectsAsync(service) == 1);
        var again = consumer.Deliveries.Where(delivery => delivery.EventId == message.EventId).Skip(before).ShouldHaveSingleItem();
        (again.Attempt, again.Topic, again.Text(), again.TraceParent).ShouldBe((1, "order.created", "one", message.TraceParent));
        (await ListAsync(1)).Single().EventId.ShouldBe(other.EventId);
    }

    [Fact]
    public async Task What_is_no_dead_letter_cannot_be_replayed()
    {
        (await letters.ListAsync(10, CancellationToken.None)).ShouldBeEmpty();
        (await letters.ReplayAsync(broker.Queue.Name, Guid.NewGuid(), CancellationToken.None)).ShouldBeFalse();
        await broker.StartConsumerAsync(consumer);
        var message = Messages.New();
        await PublishAsync(message);
        await ListAsync(1);

        (await letters.ReplayAsync("somebody.else", message.EventId, CancellationToken.None)).ShouldBeFalse();
        (await letters.ReplayAsync(broker.Queue.Name, Guid.NewGuid(), CancellationToken.None)).ShouldBeFalse();
        (await ListAsync(1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_somebody_else_rejected_is_a_dead_letter_too()
    {
        var message = Messages.New();
        await PublishAsync(message);
        await broker.LookAsync(async channel =>
        {
            var got = await channel.BasicGetAsync(broker.Queue.Name, autoAck: false);
            await channel.BasicRejectAsync(got!.DeliveryTag, requeue: false);
            return true;
        });

        var letter = (await ListAsync(1)).Single();

        (letter.Consumer, letter.EventId, letter.Topic, letter.Reason).ShouldBe((broker.Queue.Name, message.EventId, "order.created", "rejected"));
        letter.DeadAt.ShouldBe(DateTime.UtcNow, TimeSpan.FromMinutes(1));
        (await letters.ReplayAsync(broker.Queue.Name, message.EventId, CancellationToken.None)).ShouldBeTrue();
        (await broker.PeekAsync(broker.Queue.Name)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task All_are_replayed_once_and_those_that_die_again_at_once_are_still_there()
    {
        await broker.StartConsumerAsync(consumer);
        var messages = Enumerable.Range(0, 200).Select(_ => Messages.New()).ToArray();
        await PublishAsync(messages);
        await ListAsync(200, most: 1000);

        (await letters.ReplayAllAsync(null, CancellationToken.None)).ShouldBe(200);

        await Soon.BecomesTrue(() => consumer.Deliveries.Count == 400);
        (await ListAsync(200, most: 1000)).Select(letter => letter.EventId).ShouldBe(messages.Select(message => message.EventId), ignoreOrder: true);
        consumer.Deliveries.Count.ShouldBe(400);
    }

    [Fact]
    public async Task One_that_dies_again_at_once_is_still_there()
    {
        await broker.StartConsumerAsync(consumer);
        var messages = Enumerable.Range(0, 100).Select(_ => Messages.New()).ToArray();
        await PublishAsync(messages);
        var oldest = (await ListAsync(100))[^1];

        (await letters.ReplayAsync(broker.Queue.Name, oldest.EventId, CancellationToken.None)).ShouldBeTrue();

        await Soon.BecomesTrue(() => consumer.Deliveries.Count == 101);
        (await ListAsync(100)).Select(letter => letter.EventId).ShouldBe(messages.Select(message => message.EventId), ignoreOrder: true);
    }

    [Fact]
    public async Task Who_looks_right_after_another_sees_the_same()
    {
        await broker.StartConsumerAsync(consumer);
        await PublishAsync([.. Enumerable.Range(0, 100).Select(_ => Messages.New())]);
        await ListAsync(100);

        for (var look = 0; look < 20; look++)
        {
            (await letters.ListAsync(100, CancellationToken.None)).Count.ShouldBe(100);
        }
    }

    [Fact]
    public async Task A_service_that_was_not_started_is_enough()
    {
        await broker.StartConsumerAsync(consumer);
        await PublishAsync(Messages.New());
        await ListAsync(1);
        await using var connection = new RabbitMqConnection(broker.Url, "operator", NullLogger<RabbitMqConnection>.Instance);

        (await new RabbitMqDeadLetters(connection, [broker.Queue]).ListAsync(10, CancellationToken.None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_broker_that_is_away_is_told_within_seconds_without_the_password()
    {
        await using var connection = new RabbitMqConnection(
            RabbitMqUrl.Parse($"amqp://shop:hush@127.0.0.1:{FreePort.Take()}"), "operator", NullLogger<RabbitMqConnection>.Instance);
        var waited = Stopwatch.StartNew();

        var away = await Should.ThrowAsync<TimeoutException>(() => new RabbitMqDeadLetters(connection, [broker.Queue]).ListAsync(10, CancellationToken.None));

        away.Message.ShouldMatch(@"^amqp://shop:\*\*\*@127\.0\.0\.1:\d+/.* did not answer within 5 s$");
        waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    private async Task<IReadOnlyList<DeadLetter>> ListAsync(int count, int most = 100)
    {
        IReadOnlyList<DeadLetter> found = [];
        await Soon.BecomesTrue(async () => (found = await letters.ListAsync(most, CancellationToken.None)).Count == count);
        return found;
    }

    private async Task PublishAsync(params OutboxMessage[] messages)
    {
        var transport = await broker.NewTransportAsync(broker.Queue);
        (await transport.PublishAsync(messages, CancellationToken.None)).ShouldAllBe(result => result == PublishResult.Confirmed);
    }
}

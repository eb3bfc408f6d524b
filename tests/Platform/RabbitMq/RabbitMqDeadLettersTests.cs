using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Platform.RabbitMq;
using Tracker.Tests.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.RabbitMq;

public sealed class RabbitMqDeadLettersTests : DeadLettersCompliance
{
    private static readonly Subscription Shipped = new("notifications.order.shipped", "order.shipped") { Retry = Retries.Quick };
    private Broker broker = null!;
    private RabbitMqDeadLetters letters = null!;
    private IHost service = null!;

    protected override IDeadLetters Letters => letters;

    protected override string Name => broker.Queue.Name;

    public override async ValueTask InitializeAsync()
    {
        broker = await Broker.SharedAsync();
        letters = await broker.NewDeadLettersAsync();
        service = await broker.StartConsumerAsync(Consumer);
    }

    public override async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_message_rejected_by_another_client_is_a_dead_letter()
    {
        var (queue, message) = (broker.NewQueue(Shipped), Messages.New(topic: Shipped.Topic));
        await PublishAsync(queue, message);
        await broker.LookAsync(async channel =>
        {
            var got = await channel.BasicGetAsync(queue.Name, autoAck: false);
            await channel.BasicRejectAsync(got!.DeliveryTag, requeue: false);
            return true;
        });

        var letter = (await ListAsync(1)).Single();

        (letter.Consumer, letter.EventId, letter.Topic, letter.Reason).ShouldBe((queue.Name, message.EventId, Shipped.Topic, "rejected"));
        letter.DeadAt.ShouldBe(DateTime.UtcNow, TimeSpan.FromMinutes(1));
        (await (await broker.NewDeadLettersAsync(queue)).ReplayAsync(message.EventId, CancellationToken.None)).ShouldBe(1);
        (await broker.PeekAsync(queue.Name)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_list_holds_the_latest_of_all_queues()
    {
        var other = broker.NewQueue(Shipped) with { DeadLetterQueue = broker.Queue.DeadLetterQueue + ".other" };
        await broker.StartConsumerAsync(other, Consumer);
        letters = await broker.NewDeadLettersAsync(broker.Queue, other);
        var messages = new[] { Messages.New(), Messages.New(topic: Shipped.Topic), Messages.New(), Messages.New(topic: Shipped.Topic) };
        for (var i = 0; i < messages.Length; i++)
        {
            await PublishAsync(messages[i].Topic == Shipped.Topic ? other : broker.Queue, messages[i]);
            await ListAsync(i + 1);
        }

        var latest = await letters.ListAsync(3, CancellationToken.None);

        latest.Select(letter => letter.EventId).ShouldBe([messages[3].EventId, messages[2].EventId, messages[1].EventId]);
    }

    [Fact]
    public async Task An_undeclared_queue_holds_no_dead_letters()
    {
        await using var untouched = await Broker.SharedAsync();
        var none = await untouched.NewDeadLettersAsync();

        (await none.ListAsync(10, CancellationToken.None)).ShouldBeEmpty();
        (await none.ReplayAsync(eventId: null, CancellationToken.None)).ShouldBe(0);
        (await none.DiscardAsync(eventId: null, CancellationToken.None)).ShouldBe(0);
    }

    [Fact]
    public async Task Two_listings_in_a_row_are_equal()
    {
        await PublishAsync([.. Enumerable.Range(0, 100).Select(_ => Messages.New())]);
        await ListAsync(100);

        for (var look = 0; look < 20; look++)
        {
            (await letters.ListAsync(100, CancellationToken.None)).Count.ShouldBe(100);
        }
    }

    [Fact]
    public async Task Dead_letters_are_listed_without_a_running_service()
    {
        await PublishAsync(Messages.New());
        await ListAsync(1);
        await using var connection = new RabbitMqConnection(broker.Url, "operator", NullLogger<RabbitMqConnection>.Instance);

        (await new RabbitMqDeadLetters(connection, [broker.Queue]).ListAsync(10, CancellationToken.None)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_unavailable_broker_is_reported_quickly_without_the_password()
    {
        await using var connection = new RabbitMqConnection(
            RabbitMqUrl.Parse($"amqp://shop:hush@127.0.0.1:{FreePort.Take()}"), "operator", NullLogger<RabbitMqConnection>.Instance);
        var waited = Stopwatch.StartNew();

        var away = await Should.ThrowAsync<TimeoutException>(
            () => new RabbitMqDeadLetters(connection, [broker.Queue]).ListAsync(10, CancellationToken.None));

        away.Message.ShouldMatch(@"^amqp://shop:\*\*\*@127\.0\.0\.1:\d+/.* did not answer within 5 s$");
        waited.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    protected override Task PublishAsync(params OutboxMessage[] messages) => PublishAsync(broker.Queue, messages);

    protected override Task<int> CountHandledAsync() => Broker.CountHandledAsync(service);

    private async Task PublishAsync(RabbitMqQueue queue, params OutboxMessage[] messages)
    {
        var transport = await broker.NewTransportAsync(queue);
        (await transport.PublishAsync(messages, CancellationToken.None)).ShouldAllBe(result => result == PublishResult.Confirmed);
    }
}

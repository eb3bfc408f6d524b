using Shouldly;
using Tracker.Platform.Messaging;

namespace Tracker.Tests.Platform.Messaging;

public sealed class InboxTests : IAsyncLifetime
{
    private InboxFixture fixture = null!;

    public async ValueTask InitializeAsync() => fixture = await InboxFixture.CreateAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task A_message_is_handled_once()
    {
        var sent = await fixture.ReceiveAsync(
            Messages.New("hello") with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" });

        (await fixture.StepAsync()).ShouldBe(new ConsumeResult(1, Paused: false));
        (await fixture.StepAsync()).ShouldBe(new ConsumeResult(0, Paused: false));

        var delivery = fixture.Consumer.Deliveries.ShouldHaveSingleItem();
        delivery.Text().ShouldBe("hello");
        (delivery.EventId, delivery.Topic, delivery.Attempt, delivery.TraceParent)
            .ShouldBe((sent.EventId, sent.Topic, 1, sent.TraceParent));
        (await fixture.CountAsync("handled_messages")).ShouldBe(1);
        (await fixture.CountAsync("inbound_messages")).ShouldBe(0);
    }

    [Fact]
    public async Task A_consumer_records_the_message_in_its_own_commit()
    {
        await fixture.CreateEffectsAsync();
        fixture.Consumer.Outcome = async (message, ct) =>
        {
            await using var work = fixture.Database.Begin();
            work.Add("insert into effects values (1)");
            message.Record(work);
            await work.CommitAsync(ct);
            return MessageOutcome.Done;
        };
        await fixture.ReceiveAsync(Messages.New());

        await fixture.StepAsync();

        (await fixture.CountAsync("effects join handled_messages on handled_messages.xmin = effects.xmin")).ShouldBe(1);
        (await fixture.CountAsync("inbound_messages")).ShouldBe(0);
    }

    [Fact]
    public async Task A_record_that_is_rolled_back_is_written_afterwards()
    {
        fixture.Consumer.Outcome = async (message, _) =>
        {
            await using var work = fixture.Database.Begin();
            message.Record(work);
            return MessageOutcome.Done;
        };
        await fixture.ReceiveAsync(Messages.New());

        await fixture.StepAsync();

        (await fixture.CountAsync("handled_messages")).ShouldBe(1);
        (await fixture.CountAsync("inbound_messages")).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_delivery_after_handling_changes_nothing()
    {
        var message = await fixture.ReceiveAsync(Messages.New());
        await fixture.StepAsync();

        await fixture.ReceiveAsync(message);
        await fixture.StepAsync();

        fixture.Consumer.Deliveries.Count.ShouldBe(1);
        (await fixture.CountAsync("handled_messages")).ShouldBe(1);
        (await fixture.CountAsync("inbound_messages")).ShouldBe(0);
    }

    [Fact]
    public async Task A_second_delivery_before_handling_changes_nothing()
    {
        var message = await fixture.ReceiveAsync(Messages.New());
        await fixture.Inbox.ReceiveAsync([message, message, Messages.New()], CancellationToken.None);

        (await fixture.StepAsync()).Claimed.ShouldBe(2);
    }

    [Fact]
    public async Task Two_parallel_handlings_are_recorded_once()
    {
        await fixture.ReceiveAsync(Messages.New());
        var (started, go) = (new TaskCompletionSource(), new TaskCompletionSource());
        var slow = new RecordingConsumer { Outcome = async (_, _) => { started.SetResult(); await go.Task; return MessageOutcome.Done; } };
        var first = fixture.NewInbox(slow).HandleBatchAsync(CancellationToken.None);
        await started.Task;

        fixture.Clock.Advance(InboxConsumer.Lease);
        (await fixture.StepAsync()).Claimed.ShouldBe(1);
        go.SetResult();
        await first;

        (slow.Deliveries.Count, fixture.Consumer.Deliveries.Count).ShouldBe((1, 1));
        (await fixture.CountAsync("handled_messages")).ShouldBe(1);
        (await fixture.CountAsync("inbound_messages")).ShouldBe(0);
    }

    [Fact]
    public async Task Two_consumers_of_a_topic_each_handle_each_message()
    {
        var (message, other) = (Messages.New(), new RecordingConsumer());
        using var audit = fixture.NewInbox(other, new Subscription("audit.order.created", Messages.Topic));
        await fixture.ReceiveAsync(message);
        await audit.ReceiveAsync([message], CancellationToken.None);

        await fixture.StepAsync();
        await audit.HandleBatchAsync(CancellationToken.None);

        fixture.Consumer.Deliveries.Single().EventId.ShouldBe(other.Deliveries.Single().EventId);
        (await fixture.CountAsync("handled_messages")).ShouldBe(2);
    }

    [Fact]
    public async Task Messages_are_claimed_in_order_and_ten_at_a_time()
    {
        await fixture.Inbox.ReceiveAsync([.. Enumerable.Range(0, 25).Select(i => Messages.New($"{i}"))], CancellationToken.None);

        await fixture.StepAsync();

        fixture.Consumer.Deliveries.Select(message => message.Text())
            .ShouldBe(Enumerable.Range(0, 10).Select(i => $"{i}"), ignoreOrder: true);
    }

    [Fact]
    public async Task Two_instances_handle_each_message_once()
    {
        await fixture.Inbox.ReceiveAsync([.. Enumerable.Range(0, 100).Select(i => Messages.New($"{i}"))], CancellationToken.None);
        using var second = fixture.NewInbox(fixture.Consumer);

        await Task.WhenAll(DrainAsync(fixture.Inbox), DrainAsync(second));

        fixture.Consumer.Deliveries.Count.ShouldBe(100);
        (await fixture.CountAsync("handled_messages")).ShouldBe(100);
    }

    private static async Task DrainAsync(InboxConsumer inbox)
    {
        while ((await inbox.HandleBatchAsync(CancellationToken.None)).Claimed > 0)
        {
        }
    }
}

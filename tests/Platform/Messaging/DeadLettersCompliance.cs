using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>
/// Tests for every store of dead letters. An adapter's tests derive from this class and set up one consumer that runs like in a service,
/// with <see cref="Retries.Quick"/>.
/// </summary>
public abstract class DeadLettersCompliance : IAsyncLifetime
{
    private protected RecordingConsumer Consumer { get; } =
        new() { Outcome = (_, _) => Task.FromResult(MessageOutcome.Dead("no such order")) };

    protected abstract IDeadLetters Letters { get; }

    /// <summary>The name of the consumer, which takes <see cref="Messages.Topic"/>.</summary>
    protected abstract string Name { get; }

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task A_dead_letter_holds_its_consumer_time_and_reason()
    {
        var message = Messages.New();
        await PublishAsync(message);

        var letter = (await ListAsync(1)).Single();

        (letter with { DeadAt = default }).ShouldBe(new DeadLetter(Name, message.EventId, Messages.Topic, 1, "no such order", default));
        letter.DeadAt.ShouldBe(DateTime.UtcNow, TimeSpan.FromMinutes(1));
        letter.DeadAt.Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Fact]
    public async Task The_list_holds_the_latest_dead_letters_first()
    {
        var messages = await CreateDeadLettersAsync(5);
        var latest = messages.Reverse().ToList();

        (await ListAsync(5)).Select(letter => letter.EventId).ShouldBe(latest);
        (await Letters.ListAsync(2, CancellationToken.None)).Select(letter => letter.EventId).ShouldBe(latest.Take(2));
        (await Letters.ListAsync(0, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Listing_removes_nothing_and_keeps_the_order()
    {
        await CreateDeadLettersAsync(5);
        var first = await ListAsync(5);

        await Letters.ListAsync(2, CancellationToken.None);

        for (var look = 0; look < 5; look++)
        {
            (await Letters.ListAsync(100, CancellationToken.None)).ShouldBe(first);
        }
    }

    [Fact]
    public async Task Discarding_a_letter_keeps_the_order_of_the_others()
    {
        var messages = await CreateDeadLettersAsync(3);

        (await Letters.DiscardAsync(Guid.CreateVersion7(), CancellationToken.None)).ShouldBe(0);
        (await Letters.DiscardAsync(messages[1], CancellationToken.None)).ShouldBe(1);

        (await ListAsync(2)).Select(letter => letter.EventId).ShouldBe([messages[2], messages[0]]);
        (await Letters.DiscardAsync(eventId: null, CancellationToken.None)).ShouldBe(2);
        (await Letters.ListAsync(100, CancellationToken.None)).ShouldBeEmpty();
        Consumer.Deliveries.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_replayed_message_is_handled_like_a_new_one()
    {
        Consumer.Outcome = (_, _) => Task.FromResult(MessageOutcome.Retry("no mail server"));
        var (message, other) =
            (Messages.New("one") with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" }, Messages.New("other"));
        await PublishAsync(message, other);
        (await ListAsync(2)).ShouldAllBe(letter => letter.Attempts == 4);
        var before = Consumer.Deliveries.Count(delivery => delivery.EventId == message.EventId);
        Consumer.Outcome = (_, _) => Task.FromResult(MessageOutcome.Done);

        (await Letters.ReplayAsync(message.EventId, CancellationToken.None)).ShouldBe(1);

        await Soon.BecomesTrue(async () => await CountHandledAsync() == 1);
        var again = Consumer.Deliveries.Where(delivery => delivery.EventId == message.EventId).Skip(before).ShouldHaveSingleItem();
        (again.Attempt, again.Topic, again.Text(), again.TraceParent).ShouldBe((1, Messages.Topic, "one", message.TraceParent));
        (await ListAsync(1)).Single().EventId.ShouldBe(other.EventId);
    }

    [Fact]
    public async Task A_message_that_is_not_dead_cannot_be_replayed()
    {
        var dead = (await CreateDeadLettersAsync(1)).Single();

        (await Letters.ReplayAsync(Guid.CreateVersion7(), CancellationToken.None)).ShouldBe(0);

        (await ListAsync(1)).Single().EventId.ShouldBe(dead);
    }

    [Fact]
    public async Task A_message_waiting_for_its_retry_is_left_alone()
    {
        Consumer.Outcome = (message, _) =>
            Task.FromResult(message.Text() == "waits" ? MessageOutcome.Later("not now") : MessageOutcome.Dead("no template"));
        var waits = Messages.New("waits");
        await PublishAsync(waits, Messages.New(), Messages.New());
        await ListAsync(2);

        (await Letters.ReplayAsync(waits.EventId, CancellationToken.None)).ShouldBe(0);
        (await Letters.DiscardAsync(waits.EventId, CancellationToken.None)).ShouldBe(0);
        (await Letters.DiscardAsync(eventId: null, CancellationToken.None)).ShouldBe(2);

        Consumer.Outcome = (_, _) => Task.FromResult(MessageOutcome.Done);
        await Soon.BecomesTrue(async () => await CountHandledAsync() == 1);
    }

    [Fact]
    public async Task Replaying_all_runs_once_and_keeps_the_newly_dead()
    {
        var messages = Enumerable.Range(0, 200).Select(_ => Messages.New()).ToArray();
        await PublishAsync(messages);
        await ListAsync(200);

        (await Letters.ReplayAsync(null, CancellationToken.None)).ShouldBe(200);

        await Soon.BecomesTrue(() => Consumer.Deliveries.Count == 400);
        (await ListAsync(200)).Select(letter => letter.EventId).ShouldBe(messages.Select(message => message.EventId), ignoreOrder: true);
        Consumer.Deliveries.Count.ShouldBe(400);
    }

    [Fact]
    public async Task A_replayed_letter_that_dies_again_is_the_latest()
    {
        var oldest = (await CreateDeadLettersAsync(3))[0];

        (await Letters.ReplayAsync(oldest, CancellationToken.None)).ShouldBe(1);

        await Soon.BecomesTrue(() => Consumer.Deliveries.Count == 4);
        (await ListAsync(3))[0].EventId.ShouldBe(oldest);
    }

    protected abstract Task PublishAsync(params OutboxMessage[] messages);

    protected abstract Task<int> CountHandledAsync();

    /// <summary>Waits until there are this many dead letters.</summary>
    protected async Task<IReadOnlyList<DeadLetter>> ListAsync(int count)
    {
        IReadOnlyList<DeadLetter> found = [];
        await Soon.BecomesTrue(async () => (found = await Letters.ListAsync(1000, CancellationToken.None)).Count == count);
        return found;
    }

    /// <summary>Messages that die one after another.</summary>
    /// <returns>Their ids, the oldest first.</returns>
    private async Task<IReadOnlyList<Guid>> CreateDeadLettersAsync(int count)
    {
        var messages = Enumerable.Range(0, count).Select(_ => Messages.New()).ToList();
        for (var i = 0; i < count; i++)
        {
            await PublishAsync(messages[i]);
            await ListAsync(i + 1);
        }

        return [.. messages.Select(message => message.EventId)];
    }
}

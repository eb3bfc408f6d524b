using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Platform.Background;
using Tracker.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Notifications;

/// <summary>A crash can repeat only the messages that were sent to a provider and not recorded yet.</summary>
public sealed class SendTurnsTests
{
    [Fact]
    public async Task A_message_is_sent_after_the_previous_one_is_recorded()
    {
        const int events = 20;
        await using var world = await NotificationWorld.StartAsync();
        var written = new List<long>();
        for (var i = 0; i < events; i++)
        {
            world.Provider.NextEmails.Enqueue(OfferAsync);
            world.Provider.NextTexts.Enqueue(OfferAsync);
        }

        await Task.WhenAll(Enumerable.Range(0, events).Select(_ => world.DeliverAsync(Guid.NewGuid())));

        written.ShouldBe(Enumerable.Range(0, 2 * events).Select(before => (long)before));

        // Blocks, so that the provider has answered before the turn waits for it, however slow the machine is.
        Task<SendResult> OfferAsync(CancellationToken ct)
        {
            using var command = world.Database.Source.CreateCommand("select count(*) from notifications where status = 'sent'");
            written.Add((long)command.ExecuteScalar()!);
            return Task.FromResult(SendResult.Sent($"message {written.Count}"));
        }
    }

    [Fact]
    public async Task A_silent_provider_does_not_block_the_next_messages()
    {
        await using var world = await NotificationWorld.StartAsync();
        var answer = new TaskCompletionSource<SendResult>();
        world.Provider.NextEmails.Enqueue(_ => answer.Task);
        var (slow, others) = (Guid.NewGuid(), Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToList());

        var delivering = world.DeliverAsync(slow);
        await Soon.BecomesTrue(() => !world.Provider.Emails.IsEmpty);
        (await Task.WhenAll(others.Select(other => world.DeliverAsync(other)))).ShouldAllBe(outcome => outcome == MessageOutcome.Done);

        (await Soon.BecomesAsync(() => world.RowsAsync(slow), rows => rows[1].StartsWith("sms sent", StringComparison.Ordinal)))[0]
            .ShouldBe("email queued claimed");
        answer.SetResult(SendResult.Sent("at last"));
        (await delivering).ShouldBe(MessageOutcome.Done);
        (await world.RowsAsync(slow))[0].ShouldBe("email sent at last");
    }

    [Fact]
    public async Task Silent_providers_receive_forty_messages_a_second()
    {
        var turns = await TurnsAsync(messages: 20, lead: TimeSpan.Zero);

        turns.Select(turn => turn.TotalMilliseconds).ShouldBe([0, .. Enumerable.Range(0, 19).Select(next => 250.0 + (25 * next))]);
    }

    [Fact]
    public async Task All_claimed_messages_finish_within_the_drain_time()
    {
        // An e-mail and a text for every message of two queues.
        var messages = 2 * 2 * Subscription.Concurrency;

        // The worst case: the first message takes its turn just before the others arrive, so the second has waited little when its turn
        // comes.
        var turns = await TurnsAsync(messages, lead: TimeSpan.FromMilliseconds(1));

        messages.ShouldBe(40);
        (turns[^1] + ChannelSenders.Limit).ShouldBeLessThan(Stopping.DrainTime);
    }

    [Fact]
    public async Task A_message_whose_lease_expires_while_waiting_is_not_sent()
    {
        await using var world = await NotificationWorld.StartAsync();
        var (slow, eventId) = (world.Another(), Guid.NewGuid());
        slow.Provider.NextEmails.Enqueue(_ =>
        {
            world.Clock.Advance(TimeSpan.FromSeconds(31));
            return Task.FromResult(SendResult.Sent("slow"));
        });

        (await slow.DeliverAsync(eventId)).Fate.ShouldBe(MessageFate.Later);
        slow.Provider.Texts.ShouldBeEmpty();
        (await world.DeliverAsync(eventId)).ShouldBe(MessageOutcome.Done);

        (await world.RowsAsync(eventId)).ShouldBe(["email sent slow", "sms sent text-1"]);
    }

    [Fact]
    public async Task A_message_canceled_while_waiting_frees_its_turn()
    {
        using var turns = new SendTurns(TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var first = await turns.TakeAsync(default);
        var waiting = turns.TakeAsync(stop.Token);

        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        first.Dispose();

        using var next = await turns.TakeAsync(default).WaitAsync(TimeSpan.FromMinutes(1));
    }

    /// <summary>
    /// The times of the turns while no provider answers. The first message comes by the lead before the others, which come together.
    /// </summary>
    private static async Task<List<TimeSpan>> TurnsAsync(int messages, TimeSpan lead)
    {
        var (clock, answer, taken) = (new TimerClock(), new TaskCompletionSource<bool>(), new List<TimeSpan>());
        using var turns = new SendTurns(clock);
        var offers = new List<Task> { OfferAsync() };
        clock.Advance(lead);
        offers.AddRange(Enumerable.Range(1, messages - 1).Select(_ => OfferAsync()));
        for (var next = 1; next < messages; next++)
        {
            var turn = next;
            await Soon.BecomesTrue(() => clock.Timers == turn);
            clock.Advance(clock.Due - clock.GetUtcNow());
        }

        await Soon.BecomesTrue(() => clock.Timers == messages);
        answer.SetResult(true);
        await Task.WhenAll(offers);
        return taken;

        async Task OfferAsync()
        {
            using var turn = await turns.TakeAsync(default);
            taken.Add(clock.GetUtcNow() - clock.Start);
            await turn.AnswerAsync(answer.Task);
        }
    }

    /// <summary>Counts the timers created, and knows when the last of them fires.</summary>
    private sealed class TimerClock : FakeTimeProvider
    {
        private int timers;

        public int Timers => Volatile.Read(ref timers);

        public DateTimeOffset Due { get; private set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Due = GetUtcNow() + dueTime;
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref timers);
            return timer;
        }
    }
}

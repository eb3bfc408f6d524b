using Shouldly;
using Tracker.Modules.Notifications;
using Tracker.Platform.Delivery;
using Tracker.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Notifications;

/// <summary>How many messages a crash can repeat: those that were offered to a provider and not written down yet.</summary>
public sealed class SendTurnsTests
{
    [Fact]
    public async Task A_message_is_offered_when_the_one_before_it_is_written_down()
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

        async Task<SendResult> OfferAsync(CancellationToken ct)
        {
            written.Add(await SentAsync(world));
            return SendResult.Sent($"message {written.Count}");
        }
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_does_not_hold_up_the_next_messages()
    {
        await using var world = await NotificationWorld.StartAsync();
        var answer = new TaskCompletionSource<SendResult>();
        world.Provider.NextEmails.Enqueue(_ => answer.Task);
        var (slow, others) = (Guid.NewGuid(), Enumerable.Range(0, 5).Select(_ => Guid.NewGuid()).ToList());

        var delivering = world.DeliverAsync(slow);
        await Soon.BecomesTrue(() => !world.Provider.Emails.IsEmpty);
        (await Task.WhenAll(others.Select(other => world.DeliverAsync(other)))).ShouldAllBe(outcome => outcome == MessageOutcome.Done);

        (await Soon.BecomesAsync(() => world.RowsAsync(slow), rows => rows[1].Contains("sent"))).ShouldBe(["email queued claimed", "sms sent text-1"]);
        answer.SetResult(SendResult.Sent("at last"));
        (await delivering).ShouldBe(MessageOutcome.Done);
        (await world.RowsAsync(slow))[0].ShouldBe("email sent at last");
    }

    [Fact]
    public async Task Providers_that_are_always_slow_get_many_messages_at_once()
    {
        await using var world = await NotificationWorld.StartAsync();
        var (answer, drafts) = (new TaskCompletionSource<SendResult>(), world.Drafts().Take(1).ToList());
        Enumerable.Range(0, 20).ToList().ForEach(_ => world.Provider.NextEmails.Enqueue(_ => answer.Task));

        var delivering = Task.WhenAll(Enumerable.Range(0, 20).Select(_ => world.DeliverAsync(Guid.NewGuid(), drafts: drafts)));
        await Soon.BecomesTrue(() => world.Provider.Emails.Count == 20);
        answer.SetResult(SendResult.Sent("all"));

        (await delivering).ShouldAllBe(outcome => outcome == MessageOutcome.Done);
    }

    [Fact]
    public async Task A_message_whose_turn_comes_when_its_lease_is_over_is_left_to_whoever_has_it_now()
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
    public async Task A_message_that_a_stop_finds_waiting_for_its_turn_is_not_sent_and_does_not_keep_the_turn()
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

    private static async Task<long> SentAsync(NotificationWorld world)
    {
        await using var command = world.Database.Source.CreateCommand("select count(*) from notifications where status = 'sent'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

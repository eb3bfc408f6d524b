using Shouldly;
using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Notifications;

/// <summary>There is one row per channel and event across all attempts, and nothing is sent twice.</summary>
public sealed class DeliverNotificationsTests
{
    private readonly Guid eventId = Guid.NewGuid();

    [Fact]
    public async Task An_event_is_sent_and_recorded_on_every_channel()
    {
        await using var world = await NotificationWorld.StartAsync();

        (await world.DeliverAsync(eventId)).ShouldBe(MessageOutcome.Done);

        var told = (await world.ListAsync()).Items.OrderBy(one => one.Channel).ToList();
        world.Provider.Emails.ShouldBe([new Email(told[0].Id, "anna@example.com", "Hello", "<p>Hello</p>", "Hello")]);
        world.Provider.Texts.ShouldBe([new Sms(told[1].Id, "+15551234567", "Hello")]);
        (await world.RowsAsync(eventId)).ShouldBe(["email sent mail-1", "sms sent text-1"]);
        told.ShouldAllBe(one => one.SentAt == world.Clock.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task The_last_send_completes_the_event_in_its_commit()
    {
        await using var world = await NotificationWorld.StartAsync();
        await world.ExecuteAsync("create table completions (event_id uuid)");

        await world.DeliverAsync(eventId, complete: Complete);

        (await world.Database.ScalarAsync<string>(
            "select string_agg(n.channel, ' ') from notifications n join completions c on c.event_id = n.event_id and c.xmin = n.xmin"))
            .ShouldBe(Channels.Sms);
    }

    [Fact]
    public async Task An_event_with_an_unsent_channel_is_not_complete()
    {
        await using var world = await NotificationWorld.StartAsync();
        await world.ExecuteAsync("create table completions (event_id uuid)");
        world.Provider.NextEmails.Enqueue(Provider.Fails("throttled"));

        await world.DeliverAsync(eventId, complete: Complete);
        (await world.RowsAsync(eventId)).ShouldBe(["email queued throttled", "sms sent text-1"]);
        (await world.Database.ScalarAsync<int>("select count(*) from completions")).ShouldBe(0);

        await world.DeliverAsync(eventId, attempt: 2, complete: Complete);
        (await world.Database.ScalarAsync<int>("select count(*) from completions")).ShouldBe(1);
    }

    [Fact]
    public async Task A_notification_in_the_application_is_sent_by_storing_it()
    {
        await using var world = await NotificationWorld.StartAsync();

        NotificationDraft draft = new(world.Anna, Channels.InApp, Recipient: null, "Hello");

        (await world.DeliverAsync(eventId, drafts: [draft])).ShouldBe(MessageOutcome.Done);

        (await world.RowsAsync(eventId)).ShouldBe(["in_app sent in_app"]);
    }

    [Fact]
    public async Task An_unaddressed_mail_reaches_no_provider()
    {
        await using var world = await NotificationWorld.StartAsync();

        NotificationDraft draft = new(world.Anna, Channels.Email, Recipient: null, "Hello");

        (await world.DeliverAsync(eventId, drafts: [draft])).Fate.ShouldBe(MessageFate.Retry);

        world.Provider.Emails.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_failed_channel_is_retried_with_the_original_text()
    {
        await using var world = await NotificationWorld.StartAsync();
        world.Provider.NextTexts.Enqueue(Provider.Fails("throttled"));
        world.Provider.NextTexts.Enqueue(Provider.Fails("overloaded"));

        (await world.DeliverAsync(eventId, 1)).ShouldBe(MessageOutcome.Retry("throttled"));
        (await world.RowsAsync(eventId)).ShouldBe(["email sent mail-1", "sms queued throttled"]);
        (await world.DeliverAsync(eventId, 2)).ShouldBe(MessageOutcome.Retry("overloaded"));
        (await world.DeliverAsync(eventId, 3, [.. world.Drafts().Select(draft => draft with { Body = "Other words" })]))
            .ShouldBe(MessageOutcome.Done);

        world.Provider.Emails.Count.ShouldBe(1);
        var sms = (await world.ListAsync(channel: Channels.Sms)).Items.ShouldHaveSingleItem();
        world.Provider.Texts.ShouldBe(Enumerable.Repeat(new Sms(sms.Id, "+15551234567", "Hello"), 3));
        (await world.RowsAsync(eventId)).ShouldBe(["email sent mail-1", "sms sent text-3"]);
    }

    [Fact]
    public async Task A_replay_sends_only_the_notification_that_failed()
    {
        await using var world = await NotificationWorld.StartAsync();
        for (var attempt = 1; attempt <= 4; attempt++)
        {
            world.Provider.NextTexts.Enqueue(Provider.Fails($"throttled {attempt}"));
            (await world.DeliverAsync(eventId, attempt)).ShouldBe(MessageOutcome.Retry($"throttled {attempt}"));
        }

        (await world.RowsAsync(eventId)).ShouldBe(["email sent mail-1", "sms failed throttled 4"]);
        (await world.DeliverAsync(eventId, attempt: 1)).ShouldBe(MessageOutcome.Done);
        (await world.RowsAsync(eventId)).ShouldBe(["email sent mail-1", "sms sent text-5"]);
        world.Provider.Emails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_late_copy_of_a_failed_message_sends_it()
    {
        await using var world = await NotificationWorld.StartAsync();
        world.Provider.NextTexts.Enqueue(Provider.Fails("throttled"));
        await world.DeliverAsync(eventId, attempt: 4);

        // As a message that was not delivered before, so that no stored notifications are looked for.
        (await world.BeginAsync(eventId)).ShouldBe(MessageOutcome.Done);

        (await world.RowsAsync(eventId)).ShouldBe(["email sent mail-1", "sms sent text-2"]);
    }

    [Fact]
    public async Task A_redelivered_message_with_a_failed_channel_is_dead()
    {
        await using var world = await NotificationWorld.StartAsync();
        world.Provider.NextTexts.Enqueue(Provider.Fails("throttled"));
        await world.DeliverAsync(eventId, attempt: 4);

        (await world.DeliverAsync(eventId, attempt: 4)).ShouldBe(MessageOutcome.Dead("throttled"));

        world.Provider.Texts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_failed_channel_kills_the_message_after_the_other_succeeds()
    {
        await using var world = await NotificationWorld.StartAsync();
        await InterruptMailAsync(world, attempt: 4, "sms failed throttled");
        (await world.DeliverAsync(eventId, attempt: 4)).Fate.ShouldBe(MessageFate.Later);
        world.Clock.Advance(TimeSpan.FromSeconds(30));

        (await world.DeliverAsync(eventId, attempt: 4)).ShouldBe(MessageOutcome.Dead("throttled"));

        (await world.RowsAsync(eventId)).ShouldBe(["email sent mail-1", "sms failed throttled"]);
        (await world.DeliverAsync(eventId, attempt: 1)).ShouldBe(MessageOutcome.Done);
        (world.Provider.Emails.Count, world.Provider.Texts.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_rejected_mail_is_not_resent_while_a_text_waits()
    {
        await using var world = await NotificationWorld.StartAsync();
        var stopped = world.Another();
        using var stop = new CancellationTokenSource();
        stopped.Provider.NextEmails.Enqueue(Provider.Rejects());
        stopped.Provider.NextTexts.Enqueue(async ct => { await stop.CancelAsync(); ct.ThrowIfCancellationRequested(); return default; });
        await Should.ThrowAsync<OperationCanceledException>(() => stopped.DeliverAsync(eventId, ct: stop.Token));

        (await world.DeliverAsync(eventId)).Fate.ShouldBe(MessageFate.Later);

        world.Provider.Emails.ShouldBeEmpty();
        (await world.RowsAsync(eventId)).ShouldBe(["email failed no such recipient", "sms queued claimed"]);
    }

    [Fact]
    public async Task A_failed_channel_waits_for_the_one_claimed_elsewhere()
    {
        await using var world = await NotificationWorld.StartAsync();
        await InterruptMailAsync(world, attempt: 3, "sms queued throttled");
        world.Provider.NextTexts.Enqueue(Provider.Fails("throttled still"));

        (await world.DeliverAsync(eventId, attempt: 4)).Fate.ShouldBe(MessageFate.Later);
        world.Clock.Advance(TimeSpan.FromSeconds(30));
        (await world.DeliverAsync(eventId, attempt: 4)).ShouldBe(MessageOutcome.Dead("throttled still"));

        (await world.RowsAsync(eventId)).ShouldBe(["email sent mail-1", "sms failed throttled still"]);
        world.Provider.Texts.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_rejected_notification_fails_at_once_and_blocks_nothing()
    {
        await using var world = await NotificationWorld.StartAsync();
        world.Provider.NextEmails.Enqueue(Provider.Rejects());
        world.Provider.NextTexts.Enqueue(Provider.Fails());

        (await world.DeliverAsync(eventId, attempt: 1)).ShouldBe(MessageOutcome.Retry("throttled"));
        (await world.DeliverAsync(eventId, attempt: 2)).ShouldBe(MessageOutcome.Done);

        (await world.RowsAsync(eventId)).ShouldBe(["email failed no such recipient", "sms sent text-2"]);
        world.Provider.Emails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_claimed_notification_is_taken_over_when_its_lease_expires()
    {
        await using var world = await NotificationWorld.StartAsync();
        var dead = world.Another();
        using var crash = new CancellationTokenSource();
        dead.Provider.NextEmails.Enqueue(async ct => { await crash.CancelAsync(); ct.ThrowIfCancellationRequested(); return default; });
        await Should.ThrowAsync<OperationCanceledException>(() => dead.DeliverAsync(eventId, ct: crash.Token));
        (await world.RowsAsync(eventId))[0].ShouldBe("email queued claimed");

        world.Clock.Advance(TimeSpan.FromSeconds(29));
        (await world.DeliverAsync(eventId)).Fate.ShouldBe(MessageFate.Later);
        world.Provider.Emails.ShouldBeEmpty();

        world.Clock.Advance(TimeSpan.FromSeconds(1));
        (await world.DeliverAsync(eventId)).ShouldBe(MessageOutcome.Done);
        (await world.RowsAsync(eventId))[0].ShouldBe("email sent mail-1");
    }

    [Fact]
    public async Task A_failure_after_the_lease_expired_changes_nothing()
    {
        await using var world = await NotificationWorld.StartAsync();
        var slow = world.Another();
        slow.Provider.NextEmails.Enqueue(async ct =>
        {
            world.Clock.Advance(TimeSpan.FromSeconds(31));
            await world.DeliverAsync(eventId, ct: ct);
            return SendResult.Rejected("too late");
        });

        (await slow.DeliverAsync(eventId)).Fate.ShouldBe(MessageFate.Later);

        (await world.RowsAsync(eventId))[0].ShouldBe("email sent mail-1");
    }

    [Fact]
    public async Task A_success_after_the_lease_expired_is_recorded()
    {
        await using var world = await NotificationWorld.StartAsync();
        var slow = world.Another();
        world.Provider.NextEmails.Enqueue(Provider.Fails());
        slow.Provider.NextEmails.Enqueue(async ct =>
        {
            world.Clock.Advance(TimeSpan.FromSeconds(31));
            await world.DeliverAsync(eventId, ct: ct);
            return SendResult.Sent("slow");
        });

        (await slow.DeliverAsync(eventId)).Fate.ShouldBe(MessageFate.Later);

        (await world.RowsAsync(eventId))[0].ShouldBe("email sent slow");
        (await world.DeliverAsync(eventId, attempt: 2)).ShouldBe(MessageOutcome.Done);
        world.Provider.Emails.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Parallel_instances_send_the_same_message_once()
    {
        await using var world = await NotificationWorld.StartAsync();
        var instances = Enumerable.Range(0, 6).Select(_ => world.Another()).ToList();
        for (var round = 0; round < 20; round++)
        {
            var id = Guid.NewGuid();
            var outcomes = await Task.WhenAll(instances.Select(instance => Task.Run(() => instance.DeliverAsync(id))));
            outcomes.ShouldAllBe(outcome => outcome.Fate == MessageFate.Done || outcome.Fate == MessageFate.Later);
        }

        instances.Sum(instance => instance.Provider.Emails.Count).ShouldBe(20);
        instances.Sum(instance => instance.Provider.Texts.Count).ShouldBe(20);
        (await world.ListAsync()).Total.ShouldBe(40);
    }

    [Fact]
    public async Task A_sender_that_throws_causes_a_retry()
    {
        await using var world = await NotificationWorld.StartAsync();
        world.Provider.NextEmails.Enqueue(_ => throw new InvalidOperationException("a bug"));
        world.Provider.NextTexts.Enqueue(_ => Task.FromCanceled<SendResult>(new CancellationToken(canceled: true)));

        (await world.DeliverAsync(eventId)).Fate.ShouldBe(MessageFate.Retry);

        (await world.RowsAsync(eventId))
            .ShouldBe(["email queued InvalidOperationException: a bug", "sms queued TaskCanceledException: A task was canceled."]);
    }

    [Fact]
    public async Task A_sender_that_never_returns_is_canceled_at_its_limit()
    {
        await using var world = await NotificationWorld.StartAsync();
        world.Provider.NextEmails.Enqueue(_ => new TaskCompletionSource<SendResult>().Task);

        (await world.DeliverAsync(eventId).WaitAsync(TimeSpan.FromMinutes(1))).ShouldBe(MessageOutcome.Retry("no answer within 6.5 s"));

        (await world.RowsAsync(eventId)).ShouldBe(["email queued no answer within 6.5 s", "sms sent text-1"]);
    }

    [Fact]
    public async Task Sending_updates_the_metrics()
    {
        await using var world = await NotificationWorld.StartAsync();
        world.Provider.NextTexts.Enqueue(Provider.Rejects());

        await world.DeliverAsync(eventId);

        world.Metrics.ShouldContain("notifications_sent_total{channel=\"email\"} 1\n");
        world.Metrics.ShouldContain("notifications_failed_total{channel=\"sms\"} 1\n");
        world.Metrics.ShouldContain("notification_send_seconds_count{channel=\"sms\"} 1\n");
        world.Metrics.ShouldContain("notification_delay_seconds_sum{channel=\"email\"} 3\n");
        world.Metrics.ShouldNotContain("notification_delay_seconds_sum{channel=\"sms\"}");
    }

    /// <summary>An instance whose text message fails, and that is stopped before it sends its mail.</summary>
    private async Task InterruptMailAsync(NotificationWorld world, int attempt, string sms)
    {
        var stopped = world.Another();
        using var stop = new CancellationTokenSource();
        stopped.Provider.NextTexts.Enqueue(Provider.Fails("throttled"));
        stopped.Provider.NextEmails.Enqueue(async ct =>
        {
            await Soon.BecomesAsync(() => world.RowsAsync(eventId), rows => rows[1] == sms);
            await stop.CancelAsync();
            ct.ThrowIfCancellationRequested();
            return default;
        });
        await Should.ThrowAsync<OperationCanceledException>(() => stopped.DeliverAsync(eventId, attempt, ct: stop.Token));
    }

    private void Complete(UnitOfWork work) => work.Add("insert into completions values (@id)", Sql.Param("id", eventId));
}

using Npgsql;
using Shouldly;
using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Modules.Notifications.Direct;
using Tracker.Platform.Messaging;
using Tracker.Platform.Observability.Metrics;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Notifications;

public sealed class DirectNotificationsTests
{
    [Fact]
    public async Task A_queued_notification_goes_to_the_recipient_found_later()
    {
        await using var world = await DirectWorld.StartAsync(
            (user, channel, _) => Task.FromResult(RecipientAnswer.Found($"{channel}@{user}")));

        var id = await world.QueueAsync(Channels.Email);

        await world.BecomesAsync(id, $"sent email@{world.Anna} mail-1");
        world.Provider.Emails.ShouldBe([new Email(id, $"email@{world.Anna}", "Greeting", "Hello", "")]);
        var query = new ListNotificationsQuery(
            new Actor(world.Anna, ActorRole.User), new NotificationFilter(world.Anna, Channels.Email), PageRequest.OfPage(1, 20));
        (await world.Get<ListNotificationsHandler>().Handle(query, default)).Total.ShouldBe(1);
    }

    [Fact]
    public async Task A_notification_in_the_application_needs_no_recipient()
    {
        await using var world = await DirectWorld.StartAsync((_, _, _) => throw new InvalidOperationException("nobody is to be asked"));

        var id = await world.QueueAsync(Channels.InApp);

        await world.BecomesAsync(id, "sent in_app");
        world.Get<MetricsRegistry>().ToString().ShouldContain("notifications_sent_total{channel=\"in_app\"} 1");
    }

    [Fact]
    public async Task A_user_without_an_address_fails_the_notification_for_good()
    {
        await using var world = await DirectWorld.StartAsync(
            (_, _, _) => Task.FromResult(RecipientAnswer.Missing("the user has no number")));

        var id = await world.QueueAsync(Channels.Sms);

        await world.BecomesAsync(id, "failed the user has no number");
        await Soon.BecomesTrue(async () => await world.Get<Database>().ScalarAsync<int>("select count(*) from inbound_messages") == 0);
        world.Get<MetricsRegistry>().ToString().ShouldContain("notifications_failed_total{channel=\"sms\"} 1");
        world.Provider.Texts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_notification_waits_while_the_lookup_is_away()
    {
        var asked = 0;
        await using var world = await DirectWorld.StartAsync((user, channel, ct) =>
            Interlocked.Increment(ref asked) < 5 ? Task.FromResult(RecipientAnswer.Away("auth-service is away")) : Anna(user, channel, ct));

        var id = await world.QueueAsync(Channels.Email);

        await world.BecomesAsync(id, "sent anna@example.com mail-1");
        asked.ShouldBe(5);
    }

    [Fact]
    public async Task One_in_the_application_does_not_wait_for_addresses()
    {
        await using var world = await DirectWorld.StartAsync((_, _, _) => Task.FromResult(RecipientAnswer.Away("auth-service is away")));
        for (var i = 0; i < 2 * Subscription.Concurrency; i++)
        {
            await world.QueueAsync(Channels.Email);
        }

        var id = await world.QueueAsync(Channels.InApp);

        await world.BecomesAsync(id, "sent in_app");
    }

    [Fact]
    public async Task The_replay_of_a_dead_letter_sends_its_notification()
    {
        await using var world = await DirectWorld.StartAsync(Anna);
        for (var attempt = 1; attempt <= 3; attempt++)
        {
            world.Provider.NextEmails.Enqueue(Provider.Fails($"throttled {attempt}"));
        }

        var id = await world.QueueAsync(Channels.Email);

        await world.BecomesAsync(id, "failed anna@example.com throttled 3");
        await Soon.BecomesTrue(async () => (await world.Get<DeadLetters>().ListAsync(10, default)).Count == 1);
        (await world.Get<DeadLetters>().ReplayAsync(id, default)).ShouldBe(1);
        await world.BecomesAsync(id, "sent anna@example.com mail-4");
    }

    [Fact]
    public async Task Another_instance_sends_what_a_stopped_one_stored()
    {
        await using var stopped = await DirectWorld.PrepareAsync(Anna);
        var id = await stopped.QueueAsync(Channels.Email);
        (await stopped.RowAsync(id)).ShouldBe("queued");

        await using var next = await DirectWorld.PrepareAsync(Anna, stopped.Url);
        await next.StartAsync();

        await next.BecomesAsync(id, "sent anna@example.com mail-1");
    }

    [Fact]
    public async Task A_notification_without_its_message_is_not_stored()
    {
        await using var world = await DirectWorld.PrepareAsync(Anna);
        await world.Get<Database>().ExecuteAsync("drop table inbound_messages", [], default);

        await Should.ThrowAsync<PostgresException>(() => world.QueueAsync(Channels.Email));

        (await world.Get<Database>().ScalarAsync<int>("select count(*) from notifications")).ShouldBe(0);
    }

    [Fact]
    public async Task A_message_without_its_notification_is_dead()
    {
        await using var world = await DirectWorld.PrepareAsync(Anna);
        var id = await world.QueueAsync(Channels.Email);
        await world.Get<Database>().ExecuteAsync("delete from notifications", [], default);

        await world.StartAsync();

        await Soon.BecomesTrue(async () => (await world.Get<DeadLetters>().ListAsync(10, default)).Count == 1);
        (await world.Get<DeadLetters>().ListAsync(10, default)).Single().ShouldSatisfyAllConditions(
            letter => letter.EventId.ShouldBe(id),
            letter => letter.Reason.ShouldBe("there is no such notification"));
    }

    private static Task<RecipientAnswer> Anna(Guid user, string channel, CancellationToken ct) =>
        Task.FromResult(RecipientAnswer.Found("anna@example.com"));
}

using Shouldly;
using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Notifications;

public sealed class RecordingOutageTests
{
    [Fact]
    public async Task A_send_during_a_database_outage_is_recorded_after_it()
    {
        await using var postgres = await TestPostgres.StartAsync(durable: true);
        await using var world = await NotificationWorld.StartAsync(await postgres.NewDatabaseAsync());
        var eventId = Guid.NewGuid();
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        world.Provider.NextEmails.Enqueue(_ =>
        {
            postgres.Stop("immediate");
            stopped.SetResult();
            return Task.FromResult(SendResult.Sent("taken"));
        });
        var drafts = world.Drafts().Take(1).ToList();

        var delivering = world.DeliverAsync(eventId, drafts: drafts);
        await stopped.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await Task.Delay(1000);
        delivering.IsCompleted.ShouldBeFalse();
        postgres.Start();

        (await delivering).ShouldBe(MessageOutcome.Done);
        (await world.RowsAsync(eventId)).ShouldBe(["email sent taken"]);
    }

    [Fact]
    public async Task A_send_is_recorded_once_the_slow_database_recovers()
    {
        await using var world = await NotificationWorld.StartAsync();
        await world.ExecuteAsync(
            """
            create sequence refusals;
            create function refuse() returns trigger language plpgsql as $$
            begin
                perform nextval('refusals');
                raise exception 'canceling statement due to statement timeout' using errcode = 'query_canceled';
            end $$;
            create trigger slow before update on notifications for each row when (new.status = 'sent') execute function refuse();
            """);
        var eventId = Guid.NewGuid();
        var delivering = world.DeliverAsync(eventId);
        await Soon.BecomesAsync(() => RefusalsAsync(world), refusals => refusals > 4 || delivering.IsCompleted);
        (world.Provider.Emails.Count, world.Provider.Texts.Count)
            .ShouldBe((1, 0), "a message was offered while the one before it could not be written down");

        await world.ExecuteAsync("drop trigger slow on notifications");

        (await delivering).ShouldBe(MessageOutcome.Done);
        (await world.RowsAsync(eventId)).ShouldBe(["email sent mail-1", "sms sent text-1"]);
        (world.Provider.Emails.Count, world.Provider.Texts.Count).ShouldBe((1, 1));
    }

    [Fact]
    public async Task A_lost_answer_to_the_recording_causes_no_second_send()
    {
        await using var world = await NotificationWorld.StartAsync();
        var drafts = world.Drafts().Take(1).ToList();
        var id = (await world.Get<NotificationStore>().InsertClaimedAsync(Guid.NewGuid(), drafts, default)).Claimed[0].Id;

        (await RecordAsync("first")).ShouldBeTrue();
        (await RecordAsync("first")).ShouldBeTrue();
        (await RecordAsync("second")).ShouldBeFalse();

        Task<bool> RecordAsync(string providerRef) =>
            world.Get<NotificationStore>().RecordSentAsync(id, providerRef, world.Clock.GetUtcNow().UtcDateTime, complete: null, default);
    }

    private static async Task<long> RefusalsAsync(NotificationWorld world)
    {
        await using var command = world.Database.Source.CreateCommand("select last_value from refusals");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

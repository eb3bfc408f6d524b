using Shouldly;
using Tracker.Platform.Delivery;
using Tracker.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Notifications;

public sealed class RecordingOutageTests
{
    [Fact]
    public async Task What_was_sent_while_the_database_went_away_is_recorded_when_it_is_back()
    {
        await using var postgres = await TestPostgres.StartAsync(durable: true);
        await using var world = await NotificationWorld.StartAsync(await postgres.NewDatabaseAsync());
        var eventId = Guid.NewGuid();
        world.Provider.NextEmails.Enqueue(_ =>
        {
            postgres.Stop("immediate");
            return Task.FromResult(SendResult.Sent("taken"));
        });
        var drafts = world.Drafts().Take(1).ToList();

        var delivering = world.DeliverAsync(eventId, drafts: drafts);
        await Task.Delay(1000);
        delivering.IsCompleted.ShouldBeFalse();
        postgres.Start();

        (await delivering).ShouldBe(MessageOutcome.Done);
        (await world.RowsAsync(eventId)).ShouldBe(["email sent taken"]);
    }
}

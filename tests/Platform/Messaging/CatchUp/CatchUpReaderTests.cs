using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Tracker.Platform.Background;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.CatchUp;
using Tracker.Platform.Persistence;
using Tracker.Tests.Platform.Redis;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging.CatchUp;

public sealed class CatchUpReaderTests : IAsyncLifetime
{
    private InboxFixture inbox = null!;

    public async ValueTask InitializeAsync()
    {
        inbox = await InboxFixture.CreateAsync();
        await new Migrator(inbox.Database).ApplyAsync([MessagingSchema.Inbox, CatchUpStore.Schema], CancellationToken.None);
    }

    public ValueTask DisposeAsync() => inbox.DisposeAsync();

    [Fact]
    public async Task Missed_messages_and_their_position_are_stored()
    {
        await using var publisher = Publisher(more: true, Event("one"), Event("two"));

        (await StepAsync(publisher)).ShouldBe(StepResult.More);

        (await CountAsync("inbound_messages")).ShouldBe(2);
        (await inbox.Database.ScalarAsync<string>("select position from event_positions where publisher = 'orders'")).ShouldBe("after");
    }

    [Fact]
    public async Task A_handled_message_is_not_stored_again()
    {
        var handled = Event("one");
        await inbox.Database.ExecuteAsync(
            "insert into handled_messages (consumer, event_id, handled_at) values (@consumer, @id, now())",
            [Sql.Param("consumer", inbox.Subscription.Consumer), Sql.Param("id", handled.EventId)],
            CancellationToken.None);
        await using var publisher = Publisher(more: false, handled, Event("two"));

        (await StepAsync(publisher)).ShouldBe(StepResult.Idle);

        (await CountAsync("inbound_messages")).ShouldBe(1);
    }

    [Fact]
    public async Task A_page_read_twice_changes_nothing()
    {
        await using var publisher = Publisher(more: false, Event("one"));

        await StepAsync(publisher);
        await StepAsync(publisher);

        (await CountAsync("inbound_messages")).ShouldBe(1);
    }

    [Theory]
    [InlineData(500, "{}")]
    [InlineData(401, """{"detail": "Not authenticated"}""")]
    [InlineData(200, "{}")]
    [InlineData(200, "not JSON")]
    public async Task An_answer_that_is_no_page_changes_nothing(int status, string body)
    {
        await using var publisher = new AnsweringPeer(status, body);

        await Should.ThrowAsync<PublisherAwayException>(StepAsync(publisher));

        (await CountAsync("event_positions")).ShouldBe(0);
    }

    [Fact]
    public async Task An_absence_longer_than_the_retention_is_logged()
    {
        await using var publisher = Publisher(more: false);
        var log = new LoggedLines<CatchUpReader>();
        using var reader = Reader(publisher, log);
        await reader.StepAsync(CancellationToken.None);
        inbox.Clock.Advance(TimeSpan.FromDays(8));

        await reader.StepAsync(CancellationToken.None);
        await reader.StepAsync(CancellationToken.None);

        log.Lines.ShouldHaveSingleItem().ShouldStartWith("Error: The events of orders were last read completely at");
    }

    private static FeedEvent Event(string body) =>
        new(Guid.NewGuid(), Messages.Topic, Encoding.UTF8.GetBytes(body), DateTime.UtcNow, TraceParent: null);

    private static AnsweringPeer Publisher(bool more, params FeedEvent[] events) =>
        new(200, JsonSerializer.Serialize(new FeedPage(events, "after", more), FeedJson.Default.FeedPage));

    private CatchUpReader Reader(AnsweringPeer publisher, ILogger<CatchUpReader>? log = null) => new(
        new EventPublisher("orders", new Uri(publisher.Url, "/"), () => "token"),
        new CatchUpStore(inbox.Database, inbox.Clock),
        [inbox.Inbox],
        inbox.Clock,
        log ?? NullLogger<CatchUpReader>.Instance);

    private async Task<StepResult> StepAsync(AnsweringPeer publisher)
    {
        using var reader = Reader(publisher);
        return await reader.StepAsync(CancellationToken.None);
    }

    private Task<int> CountAsync(string table) => inbox.Database.ScalarAsync<int>($"select count(*) from {table}");
}

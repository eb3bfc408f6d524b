using Shouldly;
using Tracker.Platform.Messaging;

namespace Tracker.Tests.Platform.Messaging;

public sealed class LocalInboxTests : IAsyncLifetime
{
    private InboxFixture fixture = null!;

    public async ValueTask InitializeAsync() => fixture = await InboxFixture.CreateAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task A_committed_change_leaves_its_message_and_wakes_the_consumer()
    {
        var message = Messages.New("hello");
        await using var work = fixture.Database.Begin();
        new LocalInbox(fixture.Inbox).Append(work, message);
        await work.CommitAsync(CancellationToken.None);

        await fixture.Inbox.Wakeup.WaitAsync(Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
        await fixture.StepAsync();

        fixture.Consumer.Deliveries.ShouldHaveSingleItem().EventId.ShouldBe(message.EventId);
    }

    [Fact]
    public async Task A_change_that_is_rolled_back_leaves_no_message()
    {
        await using (var work = fixture.Database.Begin())
        {
            new LocalInbox(fixture.Inbox).Append(work, Messages.New());
            await work.ExecuteAsync("select 1", [], CancellationToken.None);
        }

        (await fixture.CountAsync("inbound_messages")).ShouldBe(0);
    }
}

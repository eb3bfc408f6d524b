using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.Claims;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>The clock of the fixture stands still: no lease runs out in these tests.</summary>
public sealed class InboxClaimTests : IAsyncLifetime
{
    private InboxFixture fixture = null!;
    private ClaimOwner other = null!;
    private InboxConsumer second = null!;

    public async ValueTask InitializeAsync()
    {
        fixture = await InboxFixture.CreateAsync();
        await fixture.Owner.StepAsync(CancellationToken.None);
        other = fixture.NewOwner();
        second = fixture.NewInbox(new RecordingConsumer(), fixture.Subscription, other);
    }

    public async ValueTask DisposeAsync()
    {
        second.Dispose();
        await other.DisposeAsync();
        await fixture.DisposeAsync();
    }

    [Fact]
    public async Task What_a_dead_consumer_had_in_hand_is_handled_by_the_next_one_before_its_lease_is_over()
    {
        await ReceiveAndHangAsync();
        await TestClaims.EndSessionsAsync(fixture.Database);

        await other.LookAsync();

        (await second.HandleBatchAsync(CancellationToken.None)).Claimed.ShouldBe(1);
        (await fixture.CountAsync("inbound_messages")).ShouldBe(0);
        (await fixture.CountAsync("handled_messages")).ShouldBe(1);
    }

    [Fact]
    public async Task What_a_living_consumer_has_in_hand_stays_with_it()
    {
        await ReceiveAndHangAsync();

        await other.LookAsync();

        (await second.HandleBatchAsync(CancellationToken.None)).Claimed.ShouldBe(0);
    }

    [Theory]
    [InlineData(MessageFate.Retry)]
    [InlineData(MessageFate.Dead)]
    [InlineData(MessageFate.Pause)]
    [InlineData(MessageFate.Later)]
    public async Task A_message_that_is_not_in_hand_has_no_owner(MessageFate fate)
    {
        fixture.Consumer.Outcome = (_, _) => Task.FromResult(new MessageOutcome(fate, "not now"));
        await fixture.ReceiveAsync(Messages.New());

        (await fixture.StepAsync()).Claimed.ShouldBe(1);

        (await fixture.CountAsync("inbound_messages where claimed_by is null")).ShouldBe(1);
    }

    // As a process that is killed, it never comes to an outcome.
    private async Task ReceiveAndHangAsync()
    {
        fixture.Consumer.Outcome = async (_, ct) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, ct);
            return MessageOutcome.Done;
        };
        await fixture.ReceiveAsync(Messages.New());
        _ = fixture.StepAsync();
        await Soon.BecomesTrue(() => fixture.Consumer.Deliveries.Count == 1);
    }
}

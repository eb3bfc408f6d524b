using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.Claims;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>The clock of the fixture is stopped: no lease expires in these tests.</summary>
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
    public async Task A_dead_consumers_message_is_handled_before_its_lease_expires()
    {
        await ReceiveAndHangAsync();
        await TestClaims.EndSessionsAsync(fixture.Database);

        await other.LookAsync();

        (await second.HandleBatchAsync(CancellationToken.None)).Claimed.ShouldBe(1);
        (await fixture.CountAsync("inbound_messages")).ShouldBe(0);
        (await fixture.CountAsync("handled_messages")).ShouldBe(1);
    }

    [Fact]
    public async Task A_live_consumer_keeps_its_claimed_message()
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
    public async Task An_unclaimed_message_has_no_owner(MessageFate fate)
    {
        fixture.Consumer.Outcome = (_, _) => Task.FromResult(new MessageOutcome(fate, "not now"));
        await fixture.ReceiveAsync(Messages.New());

        (await fixture.StepAsync()).Claimed.ShouldBe(1);

        (await fixture.CountAsync("inbound_messages where claimed_by is null")).ShouldBe(1);
    }

    // Like a killed process, it never reaches an outcome.
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

using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.Claims;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>The clock of the fixture is stopped: no lease expires in these tests.</summary>
public sealed class OutboxClaimTests : IAsyncLifetime
{
    private OutboxFixture fixture = null!;
    private ClaimOwner other = null!;

    public async ValueTask InitializeAsync()
    {
        fixture = await OutboxFixture.CreateAsync();
        await fixture.Owner.StepAsync(CancellationToken.None);
        other = fixture.NewOwner();
        await fixture.CommitAsync(3);
    }

    public async ValueTask DisposeAsync()
    {
        await other.DisposeAsync();
        await fixture.DisposeAsync();
    }

    [Fact]
    public async Task A_dead_dispatchers_events_are_published_before_its_lease_expires()
    {
        await ClaimAndHangAsync();
        await TestClaims.EndSessionsAsync(fixture.Database);

        await other.LookAsync();

        (await PublishAsOtherAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task A_live_dispatcher_keeps_its_claims()
    {
        await ClaimAndHangAsync();

        await other.LookAsync();

        (await PublishAsOtherAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_lock_lost_and_reacquired_keeps_the_claims()
    {
        await ClaimAndHangAsync();
        await TestClaims.EndSessionsAsync(fixture.Database);
        await other.StepAsync(CancellationToken.None);
        await Task.Delay(TestClaims.Grace * 2);
        await ReacquireLockAsync(fixture.Owner);

        await other.LookAsync();

        (await PublishAsOtherAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task An_instance_without_its_lock_releases_no_foreign_claims()
    {
        await ClaimAndHangAsync();
        await other.StepAsync(CancellationToken.None);
        await TestClaims.EndSessionsAsync(fixture.Database);
        await ReacquireLockAsync(other);

        await other.LookAsync();

        (await PublishAsOtherAsync()).ShouldBe(0, "the owner of the claims was taken for dead although the locks of all were lost");
    }

    [Fact]
    public async Task A_claim_made_without_the_lock_ends_with_its_lease()
    {
        await TestClaims.EndSessionsAsync(fixture.Database);
        await Should.ThrowAsync<Exception>(() => fixture.Owner.StepAsync(CancellationToken.None));
        await ClaimAndHangAsync();

        await other.LookAsync();

        (await PublishAsOtherAsync()).ShouldBe(0);
        fixture.Clock.Advance(OutboxDispatcher.Lease);
        (await PublishAsOtherAsync()).ShouldBe(3);
    }

    [Fact]
    public async Task Published_and_released_rows_have_no_owner()
    {
        await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None);
        await fixture.CommitAsync(2);
        fixture.Transport.BeforeTaking = () => throw new IOException("connection refused");
        await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None);

        (await fixture.CountAsync("claimed_by is not null")).ShouldBe(0);
    }

    private static async Task ReacquireLockAsync(ClaimOwner owner)
    {
        await Should.ThrowAsync<Exception>(() => owner.StepAsync(CancellationToken.None));
        owner.Number.ShouldBeNull();
        await owner.StepAsync(CancellationToken.None);
        owner.Number.ShouldNotBeNull();
    }

    // Like a killed process, it never marks or releases its claims.
    private async Task ClaimAndHangAsync()
    {
        _ = fixture.NewDispatcher(new TestTransport { BeforeTaking = () => Task.Delay(Timeout.InfiniteTimeSpan) })
            .DispatchBatchAsync(CancellationToken.None);
        await Soon.BecomesTrue(
            async () => await fixture.CountAsync("attempts = 0 and next_attempt_at > occurred_at + interval '20 s'") == 3);
    }

    private async Task<int> PublishAsOtherAsync()
    {
        using var dispatcher = fixture.NewDispatcher(fixture.Transport, other);
        return (await dispatcher.DispatchBatchAsync(CancellationToken.None)).Published;
    }
}

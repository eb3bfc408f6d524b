using Shouldly;
using Tracker.Platform.Messaging.Claims;

namespace Tracker.Tests.Platform.Messaging.MySql;

/// <summary>The clock of the fixture is stopped: no lease expires in these tests.</summary>
public sealed class MySqlOutboxClaimTests : IAsyncLifetime
{
    private MySqlOutboxFixture fixture = null!;
    private ClaimOwner other = null!;

    public async ValueTask InitializeAsync()
    {
        fixture = await MySqlOutboxFixture.CreateAsync();
        await fixture.Owner.StepAsync(CancellationToken.None);
        other = fixture.NewOwner();
        await fixture.CommitAsync(Messages.New());
        (await ClaimAsync(fixture.Owner)).ShouldBe(1);
    }

    public async ValueTask DisposeAsync()
    {
        await other.DisposeAsync();
        await fixture.DisposeAsync();
    }

    [Fact]
    public async Task A_dead_dispatchers_events_are_due_before_its_lease_expires()
    {
        await EndSessionOfAsync(fixture.Owner);

        await other.LookAsync();

        (await ClaimAsync(other)).ShouldBe(1);
    }

    [Fact]
    public async Task A_live_dispatcher_keeps_its_claims()
    {
        await other.LookAsync();

        (await ClaimAsync(other)).ShouldBe(0);
    }

    [Fact]
    public async Task A_lost_lock_is_taken_again()
    {
        await EndSessionOfAsync(fixture.Owner);
        await Should.ThrowAsync<Exception>(() => fixture.Owner.StepAsync(CancellationToken.None));
        await fixture.Owner.StepAsync(CancellationToken.None);

        await other.LookAsync();

        (await ClaimAsync(other)).ShouldBe(0);
    }

    // Like a crash of its process. A user may end its own sessions.
    private async Task EndSessionOfAsync(ClaimOwner owner)
    {
        var session = await fixture.Database.ReadAsync(
            $"select is_used_lock(concat('tracker_claim_', md5(database()), '_', {owner.Number}))",
            [],
            row => row.GetInt64(0),
            CancellationToken.None);
        await fixture.Database.ExecuteAsync($"kill {session[0]}", [], CancellationToken.None);
    }

    private async Task<int> ClaimAsync(ClaimOwner owner) =>
        (await fixture.NewTable(owner).ClaimAsync(10, TimeSpan.FromSeconds(30), CancellationToken.None)).Ids.Count;
}

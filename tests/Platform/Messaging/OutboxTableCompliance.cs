using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>What holds for the outbox in any database. An adapter's tests derive from it; its table reads <see cref="Clock"/>.</summary>
public abstract class OutboxTableCompliance : IAsyncLifetime
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    private protected abstract IOutboxTable Table { get; }

    protected abstract StoppedClock Clock { get; }

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Commits an event that is due at once.</summary>
    protected abstract Task AppendAsync(OutboxMessage message);

    [Fact]
    public async Task A_claim_returns_events_as_they_were_appended()
    {
        var message = Messages.New("""{"ä":1}""") with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" };
        await AppendAsync(message);

        var batch = await ClaimAsync();

        batch.LeasedUntil.ShouldBe(Clock.GetUtcNow().UtcDateTime + Lease);
        var claimed = batch.Messages.ShouldHaveSingleItem();
        claimed.Body.ToArray().ShouldBe(message.Body.ToArray());
        claimed.OccurredAt.Kind.ShouldBe(DateTimeKind.Utc);
        (claimed with { Body = message.Body }).ShouldBe(message);
    }

    [Fact]
    public async Task A_claim_takes_the_oldest_events_in_order()
    {
        await AppendAsync(5);

        TextsOf(await ClaimAsync(3)).ShouldBe(["0", "1", "2"]);
        TextsOf(await ClaimAsync(3)).ShouldBe(["3", "4"]);
        TextsOf(await ClaimAsync(3)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Claims_at_the_same_time_share_no_event()
    {
        await AppendAsync(40);

        var batches = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ClaimAsync(10)));

        var claimed = batches.SelectMany(batch => batch.Ids).ToList();
        claimed.ShouldBeUnique();
        claimed.Count.ShouldBeGreaterThanOrEqualTo(10);
    }

    [Fact]
    public async Task A_claim_ends_with_its_lease()
    {
        await AppendAsync(1);
        var first = await ClaimAsync();

        Clock.Advance(Lease - TimeSpan.FromMilliseconds(1));
        (await ClaimAsync()).Ids.ShouldBeEmpty();
        Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await ClaimAsync()).Ids.ShouldBe(first.Ids);
    }

    [Fact]
    public async Task Published_events_are_neither_claimed_nor_pending()
    {
        await AppendAsync(3);
        var batch = await ClaimAsync(2);

        await Table.MarkPublishedAsync(batch.Ids, CancellationToken.None);
        Clock.Advance(Lease);

        TextsOf(await ClaimAsync()).ShouldBe(["2"]);
        (await Table.CountPendingAsync(10, CancellationToken.None)).ShouldBe(1);
    }

    [Fact]
    public async Task Released_events_are_due_at_once()
    {
        await AppendAsync(3);
        var batch = await ClaimAsync();

        await Table.ReleaseAsync([batch.Ids[0], batch.Ids[2]], batch.LeasedUntil, CancellationToken.None);

        TextsOf(await ClaimAsync()).ShouldBe(["0", "2"]);
    }

    [Fact]
    public async Task Postponed_events_wait_twice_as_long_each_time()
    {
        await AppendAsync(1);
        foreach (var seconds in new[] { 1, 2, 4, 8, 16, 32, 64, 64 })
        {
            var batch = await ClaimAsync();
            await Table.PostponeAsync(batch.Ids, batch.LeasedUntil, CancellationToken.None);

            Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            (await ClaimAsync()).Ids.ShouldBeEmpty($"{seconds} s are not over");
            Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        (await ClaimAsync()).Ids.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_expired_claim_cannot_give_back_what_another_holds()
    {
        await AppendAsync(2);
        var expired = await ClaimAsync();
        Clock.Advance(Lease);
        await ClaimAsync();

        await Table.ReleaseAsync([expired.Ids[0]], expired.LeasedUntil, CancellationToken.None);
        await Table.PostponeAsync([expired.Ids[1]], expired.LeasedUntil, CancellationToken.None);

        Clock.Advance(TimeSpan.FromSeconds(1));
        (await ClaimAsync()).Ids.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pending_events_are_counted_up_to_the_limit()
    {
        await AppendAsync(3);
        await ClaimAsync(1);

        (await Table.CountPendingAsync(10, CancellationToken.None)).ShouldBe(3);
        (await Table.CountPendingAsync(2, CancellationToken.None)).ShouldBe(2);
    }

    [Fact]
    public async Task A_purge_deletes_the_oldest_published_events_only()
    {
        await AppendAsync(4);
        await Table.MarkPublishedAsync((await ClaimAsync(2)).Ids, CancellationToken.None);
        Clock.Advance(TimeSpan.FromMinutes(1));
        var moment = Clock.GetUtcNow().UtcDateTime;
        await Table.MarkPublishedAsync((await ClaimAsync(1)).Ids, CancellationToken.None);

        (await Table.PurgeAsync(moment, 1, CancellationToken.None)).ShouldBe(1);
        (await Table.PurgeAsync(moment, 10, CancellationToken.None)).ShouldBe(1);
        (await Table.PurgeAsync(moment, 10, CancellationToken.None)).ShouldBe(0);
        (await Table.PurgeAsync(moment.AddMilliseconds(1), 10, CancellationToken.None)).ShouldBe(1);
        (await Table.CountPendingAsync(10, CancellationToken.None)).ShouldBe(1);
    }

    private Task<ClaimedBatch> ClaimAsync(int max = 100) => Table.ClaimAsync(max, Lease, CancellationToken.None);

    private async Task AppendAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await AppendAsync(Messages.New($"{i}"));
        }
    }

    private static IEnumerable<string> TextsOf(ClaimedBatch batch) => batch.Messages.Select(message => message.Text());
}

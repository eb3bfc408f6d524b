using System.Text;
using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.CatchUp;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging.CatchUp;

public sealed class OutboxFeedTests : IAsyncLifetime
{
    private OutboxFixture fixture = null!;
    private OutboxFeed feed = null!;

    public async ValueTask InitializeAsync()
    {
        fixture = await OutboxFixture.CreateAsync();
        await new Migrator(fixture.Database).ApplyAsync([MessagingSchema.Outbox, OutboxFeed.Schema], CancellationToken.None);
        feed = new OutboxFeed(fixture.Database);
    }

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task A_row_that_commits_late_is_not_skipped()
    {
        // The transaction of the first row is older than that of the second, and commits after it.
        await using var late = fixture.Database.Begin();
        await late.ExecuteAsync("select pg_current_xact_id()", [], CancellationToken.None);
        await fixture.CommitAsync(Messages.New("second"));

        var before = await ReadAsync(after: null);
        fixture.Outbox.Append(late, Messages.New("first"));
        await late.CommitAsync(CancellationToken.None);
        await SettleAsync();
        var after = await ReadAsync(before.Position);

        BodiesOf(before).ShouldBeEmpty();
        BodiesOf(after).ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task Each_event_is_read_once_under_concurrent_writes()
    {
        const int Writers = 4;
        const int Each = 50;
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < Each; i++)
            {
                await using var work = fixture.Database.Begin();
                await work.ExecuteAsync("select pg_current_xact_id()", [], CancellationToken.None);
                await Task.Delay(Random.Shared.Next(3));
                fixture.Outbox.Append(work, Messages.New($"{writer}-{i}"));
                await work.CommitAsync(CancellationToken.None);
            }
        })));
        var read = new List<string>();
        string? position = null;
        while (read.Count < Writers * Each)
        {
            var page = await ReadAsync(position);
            read.AddRange(BodiesOf(page));
            position = page.Position;
        }

        await writing;
        read.ShouldBeUnique();
        (await ReadAsync(position)).Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_is_bounded_in_number_and_size()
    {
        await fixture.CommitAsync(OutboxFeed.PageSize + 1);
        await fixture.CommitAsync(new OutboxMessage(Guid.NewGuid(), "t", new byte[3 * 1024 * 1024], DateTime.UtcNow));
        await fixture.CommitAsync(Messages.New("last"));

        await SettleAsync();
        var first = await ReadAsync(after: null);
        var second = await ReadAsync(first.Position);
        var third = await ReadAsync(second.Position);
        var fourth = await ReadAsync(third.Position);

        (first.Events.Count, first.More).ShouldBe((OutboxFeed.PageSize, true));
        (second.Events.Count, second.More).ShouldBe((1, true));
        (third.Events.Single().Body.Length, third.More).ShouldBe((3 * 1024 * 1024, true));
        (BodiesOf(fourth).Single(), fourth.More).ShouldBe(("last", false));
    }

    [Fact]
    public async Task A_position_of_another_server_starts_again()
    {
        await fixture.CommitAsync(Messages.New("kept"));
        await SettleAsync();

        var page = await ReadAsync("123:00000002.18000000000000000000.5");

        BodiesOf(page).ShouldBe(["kept"]);
    }

    [Fact]
    public async Task Rows_restored_from_another_server_are_read()
    {
        await fixture.CommitAsync(Messages.New("restored"));
        await fixture.Database.ExecuteAsync("update outbox set xid = '18000000000000000000'", [], CancellationToken.None);

        await Soon.BecomesTrue(async () => BodiesOf(await ReadAsync(after: null)).SequenceEqual(["restored"]));
    }

    // Transactions of other tests on the same server hold back the snapshot's xmin too.
    private Task SettleAsync() => Soon.BecomesTrue(() => fixture.Database.ScalarAsync<bool>(
        "select not exists (select from outbox where xid >= pg_snapshot_xmin(pg_current_snapshot()))"));

    private Task<FeedPage> ReadAsync(string? after) =>
        feed.ReadAsync(after is null ? null : OutboxPosition.Parse(after)!.Value, CancellationToken.None);

    private static IEnumerable<string> BodiesOf(FeedPage page) => page.Events.Select(read => Encoding.UTF8.GetString(read.Body.Span));
}

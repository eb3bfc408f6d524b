using System.Diagnostics;
using Shouldly;
using Tracker.Platform.Messaging;

namespace Tracker.Tests.Platform.Messaging;

public sealed class OutboxTests : IAsyncLifetime
{
    private OutboxFixture fixture = null!;

    public async ValueTask InitializeAsync() => fixture = await OutboxFixture.CreateAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task A_rolled_back_change_publishes_nothing()
    {
        await using (var work = fixture.Database.Begin())
        {
            fixture.Outbox.Append(work, Messages.New());
            // A read sends the writes added before it, so the row exists.
            (await work.ReadAsync("select count(*) from outbox", [], row => row.GetInt64(0), CancellationToken.None)).ShouldBe([1L]);
        }

        (await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None)).Published.ShouldBe(0);
        fixture.Transport.Published.ShouldBeEmpty();
        (await fixture.CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task A_committed_event_is_published_once_and_unchanged()
    {
        var message = await fixture.CommitAsync(
            Messages.New("""{"ä":1}""") with { TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" });

        await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None);
        await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None);

        var published = fixture.Transport.Published.ShouldHaveSingleItem();
        published.Text().ShouldBe("""{"ä":1}""");
        (published with { Body = message.Body }).ShouldBe(message);
    }

    [Fact]
    public async Task An_event_without_a_trace_uses_the_current_one()
    {
        using var activity = new Activity("request") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        await fixture.CommitAsync(Messages.New());

        await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None);

        fixture.Transport.Published.ShouldHaveSingleItem().TraceParent.ShouldBe(activity.Id);
    }

    [Fact]
    public async Task Events_are_published_in_append_order()
    {
        await fixture.CommitAsync(25);

        var steps = new List<DispatchResult>();
        do
        {
            steps.Add(await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None));
        }
        while (steps[^1].More);

        steps.Select(step => step.Published).ShouldBe([10, 10, 5]);
        fixture.Transport.Published.Select(message => message.Text()).ShouldBe(Enumerable.Range(0, 25).Select(i => $"{i}"));
    }

    [Fact]
    public async Task Published_events_are_deleted_after_their_retention()
    {
        await fixture.CommitAsync(3);
        await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None);
        await fixture.CommitAsync(1);

        fixture.Clock.Advance(TimeSpan.FromDays(7));
        (await fixture.Dispatcher.PurgeAsync(CancellationToken.None)).ShouldBe(0);
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(1));
        (await fixture.Dispatcher.PurgeAsync(CancellationToken.None)).ShouldBe(3);

        (await fixture.CountAsync("published_at is null")).ShouldBe(1);
    }

    [Fact]
    public async Task A_restore_republishes_the_events_after_its_moment()
    {
        await fixture.CommitAsync(Messages.New("1"));
        await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None);
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        var moment = fixture.Clock.GetUtcNow().UtcDateTime;
        await fixture.CommitAsync(Messages.New("2"));
        await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None);

        await OutboxRestore.PublishAgainAsync(fixture.Database, moment, CancellationToken.None);
        await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None);

        fixture.Transport.Published.Select(message => message.Text()).ShouldBe(["1", "2", "2"]);
    }
}

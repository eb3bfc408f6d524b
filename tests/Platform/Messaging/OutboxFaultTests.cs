using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging;

public sealed class OutboxFaultTests : IAsyncLifetime
{
    private static readonly TimeSpan Never = Timeout.InfiniteTimeSpan;
    private OutboxFixture fixture = null!;

    public async ValueTask InitializeAsync() => fixture = await OutboxFixture.CreateAsync();

    public ValueTask DisposeAsync() => fixture.DisposeAsync();

    [Fact]
    public async Task A_dispatcher_killed_after_claiming_loses_nothing()
    {
        await fixture.CommitAsync(3);
        await StartAndAbandonAsync(new TestTransport { BeforeTaking = () => Task.Delay(Never) });

        (await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None)).Published.ShouldBe(0);
        fixture.Clock.Advance(OutboxDispatcher.Lease);
        (await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None)).Published.ShouldBe(3);
    }

    [Fact]
    public async Task A_dispatcher_killed_before_marking_publishes_again()
    {
        await fixture.CommitAsync(3);
        var first = new TestTransport { BeforeConfirming = () => Task.Delay(Never) };
        await StartAndAbandonAsync(first);
        await Soon.BecomesTrue(() => first.Published.Count == 3);

        fixture.Clock.Advance(OutboxDispatcher.Lease);
        await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None);

        fixture.Transport.Published.Select(message => message.EventId).ShouldBe(first.Published.Select(message => message.EventId));
        (await fixture.CountAsync("published_at is null")).ShouldBe(0);
    }

    [Fact]
    public async Task Two_dispatchers_publish_each_event_once()
    {
        await fixture.CommitAsync(200);
        using var second = fixture.NewDispatcher(fixture.Transport);

        await Task.WhenAll(DrainAsync(fixture.Dispatcher), DrainAsync(second), DrainAsync(fixture.Dispatcher), DrainAsync(second));

        fixture.Transport.Published.Count.ShouldBe(200);
        fixture.Transport.Published.DistinctBy(message => message.EventId).Count().ShouldBe(200);
    }

    [Fact]
    public async Task A_claim_skips_rows_locked_by_another_dispatcher()
    {
        await fixture.CommitAsync(20);
        await using var other = fixture.Database.Begin();
        await other.ReadAsync("select id from outbox order by id limit 10 for update", [], row => row.GetInt64(0), CancellationToken.None);

        await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None);

        fixture.Transport.Published.Select(message => message.Text()).ShouldBe(Enumerable.Range(10, 10).Select(i => $"{i}"));
    }

    [Fact]
    public async Task Events_wait_out_a_transport_outage()
    {
        await fixture.CommitAsync(3);
        fixture.Transport.BeforeTaking = () => throw new IOException("connection refused");
        (await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None))
            .ShouldBe(new DispatchResult(0, 3, More: false, TransportAway: true));

        fixture.Transport.BeforeTaking = () => Task.CompletedTask;
        (await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None)).Published.ShouldBe(3);
    }

    [Fact]
    public async Task An_unconfirmed_message_blocks_no_other()
    {
        await fixture.CommitAsync(Messages.New("refused"));
        await fixture.CommitAsync(Messages.New("taken"));
        fixture.Transport.Answer = message => message.Text() == "refused" ? PublishResult.Unconfirmed : PublishResult.Confirmed;

        (await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None))
            .ShouldBe(new DispatchResult(1, 1, More: false, TransportAway: false));
        (await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None))
            .Unconfirmed.ShouldBe(0, "it waits a second before it is tried again");
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        (await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None)).Unconfirmed.ShouldBe(1);
    }

    [Fact]
    public async Task A_stopping_dispatcher_releases_its_rows()
    {
        await fixture.CommitAsync(1);
        using var stop = new CancellationTokenSource();
        fixture.Transport.BeforeTaking = () =>
            stop.CancelAsync().ContinueWith(_ => stop.Token.ThrowIfCancellationRequested(), TaskScheduler.Default);
        await Should.ThrowAsync<OperationCanceledException>(() => fixture.Dispatcher.DispatchBatchAsync(stop.Token));

        fixture.Transport.BeforeTaking = () => Task.CompletedTask;
        (await fixture.Dispatcher.DispatchBatchAsync(CancellationToken.None)).Published.ShouldBe(1);
    }

    private async Task StartAndAbandonAsync(TestTransport transport)
    {
        _ = fixture.NewDispatcher(transport).DispatchBatchAsync(CancellationToken.None);
        await Soon.BecomesTrue(() => transport.Calls == 1);
    }

    private static async Task DrainAsync(OutboxDispatcher dispatcher)
    {
        while ((await dispatcher.DispatchBatchAsync(CancellationToken.None)).Published > 0)
        {
        }
    }
}

using System.Collections.Concurrent;
using Shouldly;
using Tracker.Platform.Messaging.Live;

namespace Tracker.Tests.Platform.Messaging.Live;

public sealed class LiveEventsTests
{
    private const string Resync = "{}";

    [Fact]
    public async Task An_event_of_a_rolled_back_change_does_not_exist()
    {
        await using var fixture = await LiveFixture.StartAsync();
        using var stream = await fixture.OpenAsync();
        await using (var abandoned = fixture.Database.Begin())
        {
            fixture.Append(abandoned, "lost");
            await abandoned.ExecuteAsync("select 1", [], default);
        }

        await fixture.CommitAsync("kept");
        await fixture.DeliverAsync();

        LiveFixture.Read(stream).Texts.ShouldBe(["kept"]);
    }

    [Fact]
    public async Task A_late_commit_is_not_skipped()
    {
        await using var fixture = await LiveFixture.StartAsync();
        using var stream = await fixture.OpenAsync();
        await using var late = fixture.Database.Begin();
        await late.ExecuteAsync("select pg_current_xact_id()", [], default);
        await fixture.CommitAsync("second");
        await fixture.Delivery.DeliverAsync(default);
        LiveFixture.Read(stream).Texts.ShouldBeEmpty();

        fixture.Append(late, "first");
        await late.CommitAsync(default);
        await fixture.DeliverAsync();

        LiveFixture.Read(stream).Texts.ShouldBe(["first", "second"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Racing_commits_are_read_exactly_once_in_one_order(int seed)
    {
        const int Writers = 6;
        const int Each = 40;
        await using var fixture = await LiveFixture.StartAsync(new LiveOptions { Gap = TimeSpan.Zero, Buffer = 1000 });
        using var whole = await fixture.OpenAsync();
        var committed = new ConcurrentBag<string>();
        var writing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer =>
            Task.Run(() => WriteAsync(fixture, new Random((seed * 100) + writer), $"{writer}", Each, committed))));
        using var stop = new CancellationTokenSource();
        var delivering = Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                await fixture.Delivery.DeliverAsync(default);
            }
        });

        // A reader that leaves and comes back all the time.
        var random = new Random(seed);
        var (pieces, last) = (new List<string>(), LiveFixture.Read(whole, opening: true).LastId);
        while (!writing.IsCompleted)
        {
            using var part = await fixture.OpenAsync(last);
            await Task.Delay(random.Next(20));
            var read = LiveFixture.Read(part, opening: true);
            (pieces, last) = ([.. pieces, .. read.Texts], read.LastId);
        }

        await writing;
        await stop.CancelAsync();
        await delivering;
        await fixture.DeliverAsync();
        using var rest = await fixture.OpenAsync(last);
        pieces.AddRange(LiveFixture.Read(rest, opening: true).Texts);

        var all = LiveFixture.Read(whole).Texts;
        all.ShouldBeUnique();
        all.ShouldBe(committed, ignoreOrder: true);
        pieces.ShouldBe(all);
    }

    [Fact]
    public async Task A_reader_returning_to_a_quiet_server_gets_no_resync()
    {
        await using var fixture = await LiveFixture.StartAsync();
        using var first = await fixture.OpenAsync();
        var (_, last) = LiveFixture.Read(first, opening: true);

        using var second = await fixture.OpenAsync(last);

        LiveFixture.Read(second, opening: true).Texts.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_slow_reader_gets_resync_and_then_what_follows()
    {
        await using var fixture = await LiveFixture.StartAsync();
        using var slow = await fixture.OpenAsync();
        using var fast = await fixture.OpenAsync();
        var first = Enumerable.Range(0, 256).Select(i => $"{i}").ToList();
        await fixture.CommitAsync(first);
        await fixture.DeliverAsync();
        LiveFixture.Read(fast).Texts.ShouldBe(first);

        await fixture.CommitAsync("too many", "next");
        await fixture.DeliverAsync();

        LiveFixture.Read(slow).Texts.ShouldBe([Resync, "next"]);
        LiveFixture.Read(fast).Texts.ShouldBe(["too many", "next"]);
    }

    [Fact]
    public async Task A_quiet_reader_resumes_from_its_last_comment()
    {
        await using var fixture = await LiveFixture.StartAsync(new LiveOptions { Heartbeat = TimeSpan.Zero, Gap = TimeSpan.Zero });
        string last;
        using (var stream = await fixture.OpenAsync())
        {
            await fixture.Delivery.KeepAsync(default);
            last = LiveFixture.Read(stream).LastId;
        }

        await fixture.CommitAsync("missed");
        using var again = await OpenSettledAsync(fixture, last);

        last.ShouldNotBeEmpty();
        LiveFixture.Read(again, opening: true).Texts.ShouldBe(["missed"]);
    }

    [Fact]
    public async Task Nothing_is_read_without_a_stream()
    {
        await using var fixture = await LiveFixture.StartAsync();
        fixture.Streams.Place.ShouldBeNull();
        (await fixture.OpenAsync()).Dispose();

        fixture.Streams.Place.ShouldBeNull();
        fixture.Streams.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Another_server_makes_all_readers_resync()
    {
        await using var fixture = await LiveFixture.StartAsync();
        using var stream = await fixture.OpenAsync();
        var place = fixture.Streams.Place!.Value;
        var promoted = place with { Lineage = "1:00000002" };

        fixture.Streams.Deliver(place, new LivePage([], promoted, promoted, NextTransaction: 1000, Waits: false));

        LiveFixture.Read(stream).Texts.ShouldBe([Resync]);
    }

    [Fact]
    public async Task Events_are_kept_for_six_minutes()
    {
        await using var fixture = await LiveFixture.StartAsync();
        await fixture.CommitAsync("old", "young");
        await fixture.Database.ExecuteAsync(
            "update outbox set next_attempt_at = now() - interval '361 s' where convert_from(body, 'UTF8') = 'old'", [], default);
        await fixture.Database.ExecuteAsync(
            "update outbox set next_attempt_at = now() - interval '350 s' where convert_from(body, 'UTF8') = 'young'", [], default);

        await fixture.Delivery.PurgeAsync(default);

        (await fixture.Database.ReadAsync("select convert_from(body, 'UTF8') from outbox", [], row => row.GetString(0), default))
            .ShouldBe(["young"]);
    }

    private static async Task<LiveStream> OpenSettledAsync(LiveFixture fixture, string last)
    {
        while ((await fixture.Feed.ReadAsync(null, 0, default)).Waits)
        {
            await Task.Delay(10);
        }

        return await fixture.OpenAsync(last);
    }

    private static async Task WriteAsync(LiveFixture fixture, Random random, string writer, int count, ConcurrentBag<string> committed)
    {
        for (var i = 0; i < count; i++)
        {
            await using var work = fixture.Database.Begin();
            await work.ExecuteAsync("select pg_current_xact_id()", [], default);
            await Task.Delay(random.Next(4));
            var texts = Enumerable.Range(0, random.Next(1, 4)).Select(part => $"{writer}-{i}-{part}").ToList();
            texts.ForEach(text => fixture.Append(work, text));
            await Task.Delay(random.Next(4));
            if (random.Next(5) > 0)
            {
                await work.CommitAsync(default);
                texts.ForEach(committed.Add);
            }
        }
    }
}

using Shouldly;
using Tracker.Platform.Http.RateLimiting;

namespace Tracker.Tests.Platform.Http.RateLimiting;

public sealed class MemoryRateLimitStoreTests : RateLimitStoreCompliance
{
    private const int MaxKeys = 100;
    private readonly TickingClock clock = new();
    private readonly MemoryRateLimitStore store;

    public MemoryRateLimitStoreTests() => store = new MemoryRateLimitStore(Window, clock, MaxKeys);

    private protected override IRateLimitStore Store => store;

    [Fact]
    public async Task Expired_windows_are_removed()
    {
        await FillAsync(MaxKeys);
        await ElapseAsync(Window);
        await TakeAsync();
        store.Keys.ShouldBe(1);
    }

    [Fact]
    public async Task The_number_of_windows_is_bounded_and_the_oldest_goes()
    {
        var first = RateLimitKey.OfUser("first", "rate");
        await TakeAsync(first);
        await FillAsync(MaxKeys - 1);
        (await TakeAsync(first)).Used.ShouldBe(2);
        (await TakeAsync()).Used.ShouldBe(1);
        store.Keys.ShouldBe(MaxKeys);
        (await TakeAsync(first)).Used.ShouldBe(1);
        (await TakeAsync()).Used.ShouldBe(2);
        store.Keys.ShouldBe(MaxKeys);
    }

    [Fact]
    public async Task A_request_in_a_running_window_allocates_nothing()
    {
        await TakeAsync();
        var key = RateLimitKey.OfUser("7", "rate");
        await CountAsync(key, 10_000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await CountAsync(key, 10_000);
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(10_000);
    }

    private protected override Task ElapseAsync(TimeSpan time)
    {
        clock.Advance(time);
        return Task.CompletedTask;
    }

    private async Task CountAsync(RateLimitKey key, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await store.TakeAsync(key, CancellationToken.None);
        }
    }

    private async Task FillAsync(int keys)
    {
        for (var i = 0; i < keys; i++)
        {
            await TakeAsync(RateLimitKey.OfUser($"filler {i}", "rate"));
        }
    }

    /// <summary>A clock whose timestamps change only when it is advanced.</summary>
    private sealed class TickingClock : TimeProvider
    {
        private long ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => ticks;

        public void Advance(TimeSpan by) => ticks += by.Ticks;
    }
}

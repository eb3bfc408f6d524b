using Shouldly;
using Tracker.Platform.Http.RateLimiting;

namespace Tracker.Tests.Platform.Http.RateLimiting;

/// <summary>Tests for every store of rate limits.</summary>
public abstract class RateLimitStoreCompliance
{
    private readonly string user = Guid.NewGuid().ToString();

    private protected static TimeSpan Window { get; } = TimeSpan.FromMinutes(1);

    private protected abstract IRateLimitStore Store { get; }

    [Fact]
    public async Task Requests_in_a_window_are_counted_one_by_one()
    {
        (await TakeAsync()).Used.ShouldBe(1);
        (await TakeAsync()).Used.ShouldBe(2);
        (await TakeAsync()).Used.ShouldBe(3);
    }

    [Fact]
    public async Task A_window_starts_with_its_first_request_and_never_moves()
    {
        (await TakeAsync()).ResetsIn.ShouldBeInRange(Window - TimeSpan.FromSeconds(15), Window);
        await ElapseAsync(TimeSpan.FromSeconds(40));
        (await TakeAsync()).ResetsIn.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task The_next_request_after_the_end_starts_a_window()
    {
        await TakeAsync();
        await TakeAsync();
        await ElapseAsync(Window);
        await ElapseAsync(TimeSpan.FromMinutes(5));

        var first = await TakeAsync();
        first.Used.ShouldBe(1);
        first.ResetsIn.ShouldBeInRange(Window - TimeSpan.FromSeconds(15), Window);
    }

    [Fact]
    public async Task Users_addresses_and_buckets_are_counted_separately()
    {
        await TakeAsync();
        (await TakeAsync(RateLimitKey.OfUser(user + "2", "rate"))).Used.ShouldBe(1);
        (await TakeAsync(RateLimitKey.OfUser(user, "other"))).Used.ShouldBe(1);
        (await TakeAsync(RateLimitKey.OfAddress(System.Net.IPAddress.Parse("192.0.2.1"), user))).Used.ShouldBe(1);
        (await TakeAsync(RateLimitKey.OfAddress(System.Net.IPAddress.Parse("192.0.2.2"), user))).Used.ShouldBe(1);
        (await TakeAsync()).Used.ShouldBe(2);
    }

    [Fact]
    public async Task Of_150_parallel_requests_exactly_100_are_within_the_limit()
    {
        var counts = await Task.WhenAll(Enumerable.Range(0, 150).Select(_ => Task.Run(TakeAsync)));

        counts.Count(count => count.Used <= 100).ShouldBe(100);
        counts.Select(count => count.Used).Order().ShouldBe(Enumerable.Range(1, 150).Select(number => (long)number));
    }

    private protected abstract Task ElapseAsync(TimeSpan time);

    private protected Task<RateLimitCount> TakeAsync() => TakeAsync(RateLimitKey.OfUser(user, "rate"));

    private protected async Task<RateLimitCount> TakeAsync(RateLimitKey key) => await Store.TakeAsync(key, CancellationToken.None);
}

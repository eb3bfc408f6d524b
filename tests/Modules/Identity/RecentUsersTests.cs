using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Sessions;

namespace Tracker.Tests.Modules.Identity;

public sealed class RecentUsersTests
{
    private static readonly ActiveUser Ann = new(Guid.NewGuid(), 1, "ann@example.com", Roles.User);
    private readonly FakeTimeProvider clock = new();
    private readonly List<TaskCompletionSource<ActiveUser?>> reads = [];
    private readonly RecentUsers<long> users;

    public RecentUsersTests() => users = new(
        _ =>
        {
            var read = new TaskCompletionSource<ActiveUser?>();
            reads.Add(read);
            return read.Task;
        },
        clock);

    [Fact]
    public async Task A_user_is_read_once_a_second()
    {
        var first = FindAsync();
        clock.Advance(TimeSpan.FromMilliseconds(400));
        reads[0].SetResult(Ann);
        (await first).ShouldBe(Ann);

        clock.Advance(TimeSpan.FromMilliseconds(599));
        (await FindAsync()).ShouldBe(Ann);
        reads.Count.ShouldBe(1);

        clock.Advance(TimeSpan.FromMilliseconds(1));
        _ = FindAsync();
        reads.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Concurrent_requests_of_a_user_share_a_read()
    {
        var requests = Enumerable.Range(0, 10).Select(_ => FindAsync()).ToList();
        _ = FindAsync(2);

        reads.Count.ShouldBe(2);
        reads[0].SetResult(Ann);
        (await Task.WhenAll(requests)).ShouldAllBe(user => user == Ann);
    }

    [Fact]
    public async Task An_unknown_user_is_read_again()
    {
        var first = FindAsync();
        reads[0].SetResult(null);
        (await first).ShouldBeNull();

        _ = FindAsync();

        reads.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_failed_read_is_repeated()
    {
        var first = FindAsync();
        reads[0].SetException(new TimeoutException());
        await Should.ThrowAsync<TimeoutException>(first);

        var second = FindAsync();
        reads[1].SetResult(Ann);

        (await second).ShouldBe(Ann);
    }

    [Fact]
    public async Task A_read_that_began_before_a_change_is_not_remembered()
    {
        var before = FindAsync();
        users.Forget();
        var after = FindAsync();
        reads[1].SetResult(null);
        reads[0].SetResult(Ann);

        (await before).ShouldBe(Ann);
        (await after).ShouldBeNull();
        _ = FindAsync();
        reads.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_cancelled_request_leaves_the_read_to_others()
    {
        using var cancelled = new CancellationTokenSource();
        var first = users.FindAsync(1, cancelled.Token).AsTask();
        var second = FindAsync();

        await cancelled.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        reads[0].SetResult(Ann);

        (await second).ShouldBe(Ann);
    }

    [Fact]
    public void The_number_of_remembered_users_is_limited()
    {
        for (var number = 0L; number <= RecentUsers<long>.Max; number++)
        {
            _ = FindAsync(number);
            reads[^1].SetResult(Ann);
        }

        _ = FindAsync(RecentUsers<long>.Max);
        reads.Count.ShouldBe(RecentUsers<long>.Max + 1);
        _ = FindAsync(RecentUsers<long>.Max - 1);
        reads.Count.ShouldBe(RecentUsers<long>.Max + 2);
    }

    private Task<ActiveUser?> FindAsync(long number = 1) => users.FindAsync(number, CancellationToken.None).AsTask();
}

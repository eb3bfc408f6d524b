using Shouldly;
using Tracker.Platform.Background;

namespace Tracker.Tests.Platform.Background;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(int.MaxValue, 60)]
    public void Delays_double_up_to_the_longest(int failures, double seconds) =>
        new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1)).After(failures).TotalSeconds.ShouldBe(seconds);
}

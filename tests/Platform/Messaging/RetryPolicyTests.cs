using Shouldly;
using Tracker.Platform.Messaging;

namespace Tracker.Tests.Platform.Messaging;

public sealed class RetryPolicyTests
{
    [Fact]
    public void A_policy_without_a_wait_is_refused() => Should.Throw<ArgumentException>(() => new RetryPolicy([]));

    [Fact]
    public void After_the_last_wait_the_message_is_dead()
    {
        var policy = new RetryPolicy([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4)]);

        Enumerable.Range(1, 3).Select(policy.DelayAfter).ShouldBe([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), null]);
    }
}

using Shouldly;
using Tracker.Platform.Background;
using Tracker.Platform.Delivery;
using Tracker.Platform.Hosting;

namespace Tracker.Tests.Platform.Hosting;

public sealed class StopTests
{
    [Fact]
    public void Each_inner_stop_limit_is_shorter_than_its_outer_limit()
    {
        var process = TimeSpan.FromSeconds(10);
        TimeSpan[] limits = [SendLimits.Time, Stopping.DrainTime, ServiceHost.ShutdownTimeout, process];

        // Two seconds for the turn and for recording the provider's answer, one for the called services, one for the private database.
        limits.Zip(limits.Skip(1), (inner, outer) => (outer - inner).TotalSeconds).ShouldBe([2, 1, 1]);
    }
}

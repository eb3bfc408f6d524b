using Shouldly;
using Tracker.Platform.Delivery;
using Tracker.Platform.Hosting;
using Tracker.Platform.Messaging;

namespace Tracker.Tests.Platform.Hosting;

public sealed class StopTests
{
    [Fact]
    public void Each_inner_stop_limit_is_shorter_than_its_outer_limit()
    {
        var process = TimeSpan.FromSeconds(10);
        TimeSpan[] limits = [SendLimits.Time, Stopping.DrainTime, ServiceHost.ShutdownTimeout, process];

        // Two seconds for the turn to come and for writing down what the provider said, one for the services that are called, one for the private database.
        limits.Zip(limits.Skip(1), (inner, outer) => (outer - inner).TotalSeconds).ShouldBe([2, 1, 1]);
    }
}

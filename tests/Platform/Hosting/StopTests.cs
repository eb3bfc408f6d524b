using Shouldly;
using Tracker.Platform.Background;
using Tracker.Platform.Delivery;
using Tracker.Platform.Hosting;

namespace Tracker.Tests.Platform.Hosting;

public sealed class StopTests
{
    [Fact]
    public void What_a_stop_waits_for_fits_into_what_waits_for_it()
    {
        var process = TimeSpan.FromSeconds(10);
        TimeSpan[] limits = [SendLimits.Time, Stopping.DrainTime, ServiceHost.ShutdownTimeout, process];

        // Two seconds for the turn to come and for writing down what the provider said, one for the services that are called, one for the private database.
        limits.Zip(limits.Skip(1), (inner, outer) => (outer - inner).TotalSeconds).ShouldBe([2, 1, 1]);
    }
}

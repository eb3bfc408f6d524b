using Shouldly;
using Tracker.Platform.Delivery;
using Tracker.Platform.Hosting;
using Tracker.Platform.Messaging;

namespace Tracker.Tests.Platform.Hosting;

public sealed class StopTests
{
    [Fact]
    public void What_a_stop_waits_for_fits_into_what_waits_for_it()
    {
        var process = TimeSpan.FromSeconds(10);
        // With a second each: for writing down what the provider said, for the services that are called, and for the private database.
        TimeSpan[] limits = [SendLimits.Time, StepLoop.DrainTime, ServiceHost.ShutdownTimeout, process];

        limits.Zip(limits.Skip(1), (inner, outer) => outer - inner).ShouldAllBe(room => room >= TimeSpan.FromSeconds(1));
    }
}

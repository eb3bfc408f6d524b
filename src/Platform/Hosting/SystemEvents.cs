using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.InProcess;

namespace Tracker.Platform.Hosting;

/// <summary>The events of a system in one run, and their transport between the services of this process.</summary>
public sealed class SystemEvents(EventTopology topology)
{
    public EventTopology Topology => topology;

    public InProcessTransport InProcess { get; } = new(topology.Subscriptions);
}

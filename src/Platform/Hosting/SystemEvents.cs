using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.InProcess;

namespace Tracker.Platform.Hosting;

/// <summary>The events of a system in one run of it: what they are, and what carries them between the services of this process.</summary>
/// <param name="topology">What they are.</param>
public sealed class SystemEvents(EventTopology topology)
{
    public EventTopology Topology => topology;

    public InProcessTransport InProcess { get; } = new(topology.Subscriptions);
}

using Tracker.Platform.Background;

namespace Tracker.Platform.Messaging.Live;

/// <summary>Tells that events were committed, before the next poll.</summary>
internal sealed class LiveSignal : IDisposable
{
    /// <summary>Wakes the delivery to this instance's streams.</summary>
    public Wakeup Delivery { get; } = new();

    /// <summary>Wakes the announcement to other instances, where there is one.</summary>
    public Wakeup Announcement { get; } = new();

    /// <summary>This instance has committed events.</summary>
    public void Committed()
    {
        Delivery.Set();
        Announcement.Set();
    }

    public void Dispose()
    {
        Delivery.Dispose();
        Announcement.Dispose();
    }
}

namespace Tracker.Platform.Delivery;

/// <summary>What bounds every sender.</summary>
public static class SendLimits
{
    /// <summary>The most time one message takes, repeats and waits included: 7 s. A process that is told to stop finishes the
    /// message in hand, within 10 s in all.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(7);
}

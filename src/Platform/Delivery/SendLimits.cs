namespace Tracker.Platform.Delivery;

/// <summary>What bounds every sender.</summary>
public static class SendLimits
{
    /// <summary>The most time one message takes, repeats and waits included: 6 s. A process that is told to stop finishes what is
    /// in hand within 10 s in all: up to forty messages, the last of which gets its turn after a second and a quarter.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(6);
}

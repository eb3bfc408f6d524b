namespace Tracker.Platform.Delivery;

/// <summary>What bounds every sender.</summary>
internal static class SendLimits
{
    /// <summary>The most time one message takes, repeats and waits included.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(10);
}

namespace Tracker.Modules.Notifications.Delivery;

public static class SendLimits
{
    /// <summary>
    /// The max time one message takes, retries and waits included: 6 s. A stopping process finishes the messages in progress within 10 s.
    /// They are at most forty, and the last of them starts after 1.25 s.
    /// </summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(6);
}

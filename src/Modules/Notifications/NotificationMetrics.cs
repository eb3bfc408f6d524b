using Tracker.Platform.Observability.Metrics;

namespace Tracker.Modules.Notifications;

/// <summary>Metrics by channel.</summary>
internal sealed class NotificationMetrics(MetricsRegistry registry)
{
    private static readonly double[] DelayBounds = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60, 300, 3600];

    private readonly Counter sent = registry.Counter("notifications_sent_total", "Notifications that a provider has accepted.", "channel");
    private readonly Counter failed = registry.Counter(
        "notifications_failed_total", "Notifications that were rejected or failed in the last attempt.", "channel");

    private readonly Histogram sendSeconds = registry.Histogram(
        "notification_send_seconds", "The duration of a send, successful or not.", Histogram.RequestSeconds, "channel");

    private readonly Histogram delaySeconds = registry.Histogram(
        "notification_delay_seconds", "From the event to the send of its notification.", DelayBounds, "channel");

    public void SendTook(string channel, TimeSpan time) => sendSeconds.With(channel).Observe(time.TotalSeconds);

    /// <param name="delay">Since the event; negative when the clock of its machine is ahead.</param>
    public void Sent(string channel, TimeSpan delay)
    {
        sent.Inc(channel);
        delaySeconds.With(channel).Observe(Math.Max(0, delay.TotalSeconds));
    }

    public void Failed(string channel) => failed.Inc(channel);
}

using Tracker.Platform.Observability.Metrics;

namespace Tracker.Modules.Notifications;

/// <summary>What the sending of one service tells about itself, by channel: <c>notifications_sent_total</c>, <c>notifications_failed_total</c>,
/// <c>notification_send_seconds</c>, <c>notification_delay_seconds</c>.</summary>
internal sealed class NotificationMetrics(MetricsRegistry registry)
{
    private static readonly double[] DelayBounds = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 30, 60, 300, 3600];

    private readonly Counter sent = registry.Counter("notifications_sent_total", "Notifications that a provider has taken.", "channel");
    private readonly Counter failed = registry.Counter(
        "notifications_failed_total", "Notifications that were refused for good or given up after the last attempt.", "channel");

    private readonly Histogram sendSeconds = registry.Histogram(
        "notification_send_seconds", "How long a provider took for one notification, whatever came of it.", Histogram.RequestSeconds, "channel");

    private readonly Histogram delaySeconds = registry.Histogram(
        "notification_delay_seconds", "From the change a notification tells to its sending.", DelayBounds, "channel");

    public void SendTook(string channel, TimeSpan time) => sendSeconds.With(channel).Observe(time.TotalSeconds);

    /// <param name="channel">How it went.</param>
    /// <param name="delay">Since the change; another machine's clock may be ahead of ours.</param>
    public void Sent(string channel, TimeSpan delay)
    {
        sent.Inc(channel);
        delaySeconds.With(channel).Observe(Math.Max(0, delay.TotalSeconds));
    }

    public void Failed(string channel) => failed.Inc(channel);
}

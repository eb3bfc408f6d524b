using System.Diagnostics;
using Tracker.Platform.Observability.Metrics;

namespace Tracker.Platform.Messaging;

/// <summary>
/// The metrics of a service's messaging: <c>outbox_published_total</c>, <c>outbox_pending</c>, <c>outbox_publish_seconds</c>,
/// <c>outbox_delay_seconds</c> and <c>messages_handled_total</c>. It also starts a span for each handled message.
/// </summary>
/// <param name="registry">The metrics are created here, so a service has one instance.</param>
/// <param name="source">The source of the spans.</param>
public sealed class MessagingTelemetry(MetricsRegistry registry, ActivitySource source)
{
    internal const int MaxPending = 10_000;

    // Finer than the bounds of requests where events are on time, with a bound at document 003's 20 ms (§10.1).
    private static readonly double[] Seconds =
        [0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60];

    private readonly CounterChild published = registry.Counter(
        "outbox_published_total", "Events published from the outbox and confirmed.").With();
    private readonly GaugeChild pending = registry.Gauge(
        "outbox_pending", $"Events in the outbox that are not published yet, counted up to {MaxPending}.").With();
    private readonly HistogramChild publishSeconds = registry.Histogram(
        "outbox_publish_seconds", "From publishing a batch of events to its confirmation.", Seconds).With();
    private readonly HistogramChild delaySeconds = registry.Histogram(
        "outbox_delay_seconds", "From the change an event tells to the event's confirmation.", Seconds).With();
    private readonly Counter handled = registry.Counter(
        "messages_handled_total", "Messages handled, by topic and outcome: done, repeat, retry, dead, pause, later.", "topic", "outcome");

    /// <param name="took">From the publish of a batch to its confirmation.</param>
    /// <param name="delays">From the change to the confirmation, for each confirmed event.</param>
    internal void Published(TimeSpan took, IReadOnlyCollection<TimeSpan> delays)
    {
        published.Inc(delays.Count);
        publishSeconds.Observe(took.TotalSeconds);
        foreach (var delay in delays)
        {
            delaySeconds.Observe(delay.TotalSeconds);
        }
    }

    internal void Pending(int count) => pending.Set(count);

    internal void Handled(string topic, string outcome) => handled.Inc(topic, outcome);

    /// <summary>
    /// Continues the trace of the change that caused the message, even when no span is exported: logs and calls still carry it.
    /// </summary>
    internal Activity? Continue(InboundMessage message)
    {
        var name = $"{message.Topic} process";
        if (message.TraceParent is not { } parent || !ActivityContext.TryParse(parent, traceState: null, isRemote: true, out var context))
        {
            return source.StartActivity(name, ActivityKind.Consumer);
        }

        return source.StartActivity(name, ActivityKind.Consumer, context) ?? new Activity(name).SetParentId(parent).Start();
    }
}

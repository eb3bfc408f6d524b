using Tracker.Platform.Background;
using Tracker.Platform.Observability.Metrics;
using Tracker.Systems.TaskTracker.Reminders;

namespace Tracker.Systems.TaskTracker.Api;

/// <summary>
/// Exports the counts of all workers at <c>/metrics</c> of this service (document 002 §5.6). A scrape never waits for the database: it
/// gets the last values read.
/// </summary>
internal sealed class ReminderMetrics
{
    private readonly ReminderCounts counts;
    private ReminderTotals? last;

    public ReminderMetrics(MetricsRegistry registry, ReminderCounts counts)
    {
        this.counts = counts;
        registry.Counter(
            WorkerMetrics.ProcessedName,
            "Reminders sent by all workers since the beginning.",
            () => Volatile.Read(ref last)?.Processed ?? double.NaN);
        registry.Counter(
            WorkerMetrics.FailedName,
            "Runs of all workers since the beginning that failed and were tried again.",
            () => Volatile.Read(ref last)?.Failed ?? double.NaN);
    }

    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(2);

    public async Task<StepResult> StepAsync(CancellationToken ct)
    {
        Volatile.Write(ref last, await counts.ReadAsync(ct));
        return StepResult.Idle;
    }
}

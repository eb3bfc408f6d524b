using Tracker.Platform.Observability.Metrics;

namespace Tracker.Systems.TaskTracker.Reminders;

/// <summary>The metrics of this worker process (document 002 §7.2), and its failures that are not in the database yet.</summary>
internal sealed class WorkerMetrics
{
    public const string ProcessedName = "reminders_processed_total";
    public const string FailedName = "reminders_failed_total";

    private readonly CounterChild processed;
    private readonly CounterChild failed;
    private long unsaved;

    public WorkerMetrics(MetricsRegistry registry)
    {
        processed = registry.Counter(ProcessedName, "Reminders sent by this process.").With();
        failed = registry.Counter(FailedName, "Runs of this process that failed and were tried again.").With();
    }

    public void Processed(int reminders) => processed.Inc(reminders);

    public void Failed()
    {
        failed.Inc();
        Interlocked.Increment(ref unsaved);
    }

    /// <summary>Takes the failures that are not in the database yet. It may have been away when a run failed.</summary>
    public long TakeUnsavedFailures() => Interlocked.Exchange(ref unsaved, 0);

    public void PutBack(long failures) => Interlocked.Add(ref unsaved, failures);
}

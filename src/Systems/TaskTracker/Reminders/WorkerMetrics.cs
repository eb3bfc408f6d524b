using Tracker.Platform.Observability.Metrics;

namespace Tracker.Systems.TaskTracker.Reminders;

/// <summary>What this worker process counts (document 002 §7.2), and what of it the others have not heard of yet.</summary>
internal sealed class WorkerMetrics
{
    public const string ProcessedName = "reminders_processed_total";
    public const string FailedName = "reminders_failed_total";

    private readonly CounterChild processed;
    private readonly CounterChild failed;
    private long untold;

    public WorkerMetrics(MetricsRegistry registry)
    {
        processed = registry.Counter(ProcessedName, "Reminders sent by this process.").With();
        failed = registry.Counter(FailedName, "Runs of this process that failed and were tried again.").With();
    }

    public void Processed(int reminders) => processed.Inc(reminders);

    public void Failed()
    {
        failed.Inc();
        Interlocked.Increment(ref untold);
    }

    /// <summary>Takes the failures that are not in the database yet: it may be away when a run fails.</summary>
    public long TakeUntold() => Interlocked.Exchange(ref untold, 0);

    public void PutBack(long failures) => Interlocked.Add(ref untold, failures);
}

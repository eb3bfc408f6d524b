using Tracker.Platform.Background;
using Tracker.Platform.Primitives;
using Tracker.Systems.TaskTracker.Health;
using Tracker.Systems.TaskTracker.Reminders;

namespace Tracker.Systems.TaskTracker.Worker;

/// <summary>Writes the worker's heartbeat and its failure counts every few seconds.</summary>
internal sealed class WorkerPulse(IWorkerHeartbeat heartbeat, ReminderCounts counts, WorkerMetrics metrics, TimeProvider clock)
{
    /// <summary>Well below the minute after which readiness reports a worker as <c>unknown</c> (document 002 §5.6).</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(10);

    public async Task<StepResult> StepAsync(CancellationToken ct)
    {
        await SaveFailuresAsync(ct);
        await counts.FoldAsync(ct);
        // Last: it may need Redis, and the others need only the database.
        await heartbeat.BeatAsync(clock.UtcNow(), ct);
        return StepResult.Idle;
    }

    private async Task SaveFailuresAsync(CancellationToken ct)
    {
        var failures = metrics.TakeUnsavedFailures();
        if (failures == 0)
        {
            return;
        }

        try
        {
            await counts.AddFailedAsync(failures, ct);
        }
        catch
        {
            metrics.PutBack(failures);
            throw;
        }
    }
}

using Tracker.Platform.Background;
using Tracker.Platform.Primitives;
using Tracker.Systems.TaskTracker.Health;
using Tracker.Systems.TaskTracker.Reminders;

namespace Tracker.Systems.TaskTracker.Worker;

/// <summary>What a worker does every few seconds beside reminding: shows that it lives, and tells what it counted.</summary>
internal sealed class WorkerPulse(IWorkerHeartbeat heartbeat, ReminderCounts counts, WorkerMetrics metrics, TimeProvider clock)
{
    /// <summary>Well below the minute after which a worker counts as gone (document 002 §5.6).</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(10);

    public async Task<StepResult> StepAsync(CancellationToken ct)
    {
        await heartbeat.BeatAsync(clock.UtcNow(), ct);
        await TellFailuresAsync(ct);
        await counts.FoldAsync(ct);
        return StepResult.Idle;
    }

    private async Task TellFailuresAsync(CancellationToken ct)
    {
        var failures = metrics.TakeUntold();
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

using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Tracker.Modules.Tasks;
using Tracker.Platform.Background;
using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Persistence;
using Tracker.Systems.TaskTracker.Reminders;

namespace Tracker.Systems.TaskTracker.Worker;

/// <summary>Runs <see cref="SendReminders"/> for all tasks that are due (document 002 §6), with log, span and metrics.</summary>
internal sealed partial class ReminderWork(
    SendReminders reminders, WorkerMetrics metrics, ActivitySource traces, TimeProvider clock, ILogger<ReminderWork> logger)
{
    private static readonly TimeSpan MaxRetry = TimeSpan.FromMinutes(1);

    /// <summary>
    /// A failed run is retried after 1 s, 2 s, 4 s … up to a minute (document 002 §8), and never later than the next run.
    /// </summary>
    public static Backoff RetryWithin(TimeSpan interval) => new(TimeSpan.FromSeconds(1), interval < MaxRetry ? interval : MaxRetry);

    public async Task<StepResult> StepAsync(CancellationToken ct)
    {
        var run = reminders.Begin(Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"));
        using var context = LogContext.Begin(run.CorrelationId);
        using var span = traces.StartActivity("send reminders");
        try
        {
            ReminderStep step;
            do
            {
                step = await reminders.StepAsync(run, ct);
                metrics.Processed(step.Sent);
            }
            while (step.More);
            Log.Sent(logger, run.Sent);
            return StepResult.Idle;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            span?.SetStatus(ActivityStatusCode.Error);
            metrics.Failed();
            if (Database.IsAway(e))
            {
                Log.DatabaseAway(logger, run.Sent, e.Message);
            }
            else
            {
                Log.Failed(logger, run.Sent, e);
            }

            return StepResult.Away;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Information, "{Reminders} reminders sent")]
        public static partial void Sent(ILogger logger, int reminders);

        [LoggerMessage(4102, LogLevel.Warning, "Sending reminders failed after {Reminders} reminders; it is retried soon")]
        public static partial void Failed(ILogger logger, int reminders, Exception exception);

        [LoggerMessage(4103, LogLevel.Warning, "Sending reminders waits for the database after {Reminders} reminders: {Reason}")]
        public static partial void DatabaseAway(ILogger logger, int reminders, string reason);
    }
}

using System.Diagnostics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Modules.Tasks;
using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Persistence;
using Tracker.Systems.TaskTracker.Reminders;

namespace Tracker.Systems.TaskTracker.Worker;

/// <summary>Runs <see cref="SendReminders"/> when the service starts and every interval after. A run that failed is tried again after 1 s, 2 s, 4 s … at
/// most a minute (document 002 §8).</summary>
internal sealed partial class ReminderLoop(
    SendReminders reminders, WorkerOptions options, WorkerMetrics metrics, ActivitySource traces, TimeProvider clock, ILogger<ReminderLoop> logger) : BackgroundService
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LastRetry = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first run must not hold up the start of the service.
        await Task.Yield();
        var retry = FirstRetry;
        try
        {
            while (true)
            {
                var began = clock.GetTimestamp();
                TimeSpan wait;
                if (await RunAsync(stoppingToken))
                {
                    (wait, retry) = (options.ReminderInterval - clock.GetElapsedTime(began), FirstRetry);
                }
                else
                {
                    (wait, retry) = (Shorter(retry, options.ReminderInterval), Shorter(retry * 2, LastRetry));
                }

                await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, clock, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service is stopping; what was not committed is found by the next run.
        }
    }

    private async Task<bool> RunAsync(CancellationToken ct)
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
            return true;
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

            return false;
        }
    }

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Information, "{Reminders} reminders sent")]
        public static partial void Sent(ILogger logger, int reminders);

        [LoggerMessage(4102, LogLevel.Warning, "Sending reminders failed after {Reminders} and is tried again soon")]
        public static partial void Failed(ILogger logger, int reminders, Exception exception);

        [LoggerMessage(4103, LogLevel.Warning, "Sending reminders waits for the database after {Reminders}: {Reason}")]
        public static partial void DatabaseAway(ILogger logger, int reminders, string reason);
    }
}

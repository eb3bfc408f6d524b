using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging;

/// <summary>What a step tells its loop.</summary>
internal enum StepResult
{
    /// <summary>Nothing is left to do: wait for the next poll.</summary>
    Idle,

    /// <summary>Go on at once.</summary>
    More,

    /// <summary>What the step needs is away: wait longer each time.</summary>
    Away,
}

/// <summary>Repeats a step until the service stops; the step in hand is finished then.</summary>
internal sealed partial class StepLoop(
    string name, Func<CancellationToken, Task<StepResult>> step, Wakeup wakeup, TimeSpan poll, ILogger logger) : BackgroundService
{
    private readonly Backoff backoff = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = new Stopping(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var result = await StepAsync(stopping.Over);
            try
            {
                await WaitAsync(result, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<StepResult> StepAsync(CancellationToken ct)
    {
        try
        {
            return await step(ct);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // Whatever it is: what is broken off breaks in many ways.
            return StepResult.Idle;
        }
        catch (Exception e) when (Database.IsAway(e))
        {
            Log.DatabaseAway(logger, name, e.Message);
            return StepResult.Away;
        }
        catch (Exception e)
        {
            Log.StepFailed(logger, name, e.GetType().Name, e.StackTrace);
            return StepResult.Away;
        }
    }

    private async Task WaitAsync(StepResult result, CancellationToken ct)
    {
        if (result == StepResult.Away)
        {
            // A wake-up does not cut this wait short: under load it would turn into no wait at all.
            await Task.Delay(backoff.Next(), ct);
            return;
        }

        backoff.Reset();
        if (result == StepResult.Idle)
        {
            await wakeup.WaitAsync(poll, ct);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2111, LogLevel.Error, "{Loop} failed and will be tried again: {Error} {Stack}")]
        public static partial void StepFailed(ILogger logger, string loop, string error, string? stack);

        [LoggerMessage(2112, LogLevel.Warning, "{Loop} waits for the database: {Reason}")]
        public static partial void DatabaseAway(ILogger logger, string loop, string reason);
    }
}

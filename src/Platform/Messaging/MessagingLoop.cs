using Microsoft.Extensions.Logging;
using Tracker.Platform.Background;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging;

/// <summary>
/// A loop of messaging: it polls, waits with growing delays while a dependency is away, logs each failure, and completes the step in
/// progress when the service stops.
/// </summary>
internal static partial class MessagingLoop
{
    public static StepLoop New(
        string name,
        Func<CancellationToken, Task<StepResult>> step,
        TimeSpan poll,
        Wakeup? wakeup,
        TimeProvider clock,
        ILogger logger) => new(
        step,
        new Pace(poll) { Wakeup = wakeup, Retry = Backoff.Default, DrainTime = Stopping.DrainTime },
        new LoopLog(e => LogFailure(name, e, logger)),
        clock);

    private static void LogFailure(string name, Exception e, ILogger logger)
    {
        if (Database.IsAway(e))
        {
            Log.DatabaseAway(logger, name, e.Message);
        }
        else
        {
            Log.StepFailed(logger, name, e.GetType().Name, e.StackTrace);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2111, LogLevel.Error, "{Loop} failed and is retried: {Error} {Stack}")]
        public static partial void StepFailed(ILogger logger, string loop, string error, string? stack);

        [LoggerMessage(2112, LogLevel.Warning, "{Loop} waits for the database: {Reason}")]
        public static partial void DatabaseAway(ILogger logger, string loop, string reason);
    }
}

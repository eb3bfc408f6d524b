using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Background;

/// <summary>Runs a module's step repeatedly. Tests call the step, not the loop.</summary>
public static partial class PeriodicWork
{
    /// <summary>
    /// Runs the step every interval, and again at once while it returns <see cref="StepResult.More"/>. Only the first of consecutive
    /// failures and the recovery are logged.
    /// </summary>
    /// <param name="services">Must have a <see cref="TimeProvider"/> and logging.</param>
    /// <param name="name">The name in the log.</param>
    /// <param name="interval">From the start of one round to the start of the next; the first starts once the service has started.</param>
    /// <param name="step">Selects the step of the work, which is in the container. Each call does a bounded amount of work and is cancelled
    /// when the service stops.</param>
    /// <param name="retry">The delays after a failed step; null for the interval.</param>
    public static IServiceCollection AddPeriodicWork<TWork>(
        this IServiceCollection services,
        string name,
        TimeSpan interval,
        Func<TWork, Func<CancellationToken, Task<StepResult>>> step,
        Backoff? retry = null)
        where TWork : notnull =>
        services.AddSingleton<IHostedService>(provider => new StepLoop(
            step(provider.GetRequiredService<TWork>()),
            new Pace(interval) { FromBeginning = true, Retry = retry },
            LogOf(name, provider.GetRequiredService<ILogger<StepLoop>>()),
            provider.GetRequiredService<TimeProvider>()));

    // Only the first of consecutive failures: while the database is away, a line per round and work would hide everything else.
    private static LoopLog LogOf(string name, ILogger logger) => new(e => LogFailure(name, e, logger), () => Log.Healed(logger, name));

    // A stack trace adds nothing about a database that is away.
    private static void LogFailure(string name, Exception e, ILogger logger)
    {
        if (Database.IsAway(e))
        {
            Log.DatabaseAway(logger, name, e.Message);
        }
        else
        {
            Log.Failed(logger, name, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3004, LogLevel.Warning, "{Work} waits for the database: {Reason}")]
        public static partial void DatabaseAway(ILogger logger, string work, string reason);

        [LoggerMessage(3002, LogLevel.Warning, "{Work} failed and is retried later")]
        public static partial void Failed(ILogger logger, string work, Exception exception);

        [LoggerMessage(3003, LogLevel.Information, "{Work} works again")]
        public static partial void Healed(ILogger logger, string work);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Background;

/// <summary>Runs a step again and again: the loop is here, what a step does is the module's, and what tests call is the step.</summary>
public static partial class PeriodicWork
{
    /// <summary>Runs the step every interval, and at once again while it says <see cref="StepResult.More"/>. The log has the first failure
    /// in a row and its
    /// end.</summary>
    /// <param name="services">The service's container, with <see cref="TimeProvider"/> and logging.</param>
    /// <param name="name">What the log calls it.</param>
    /// <param name="interval">From the beginning of one round to that of the next; the first begins when the service has started.</param>
    /// <param name="step">The step of what does the work, which is in the container. It bounds what it does at once, and is canceled when
    /// the service stops.</param>
    /// <param name="retry">The delays after a step that failed; null for the interval.</param>
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

    // Only the first failure in a row: while the database is away, a line a round of every work would hide everything else.
    private static LoopLog LogOf(string name, ILogger logger) => new(e => LogFailure(name, e, logger), () => Log.Healed(logger, name));

    // Where it failed tells nothing about a database that is away.
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

        [LoggerMessage(3002, LogLevel.Warning, "{Work} failed and is tried again later")]
        public static partial void Failed(ILogger logger, string work, Exception exception);

        [LoggerMessage(3003, LogLevel.Information, "{Work} works again")]
        public static partial void Healed(ILogger logger, string work);
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Hosting;

/// <summary>Runs a step again and again: the loop is here, what a step does is the module's, and what tests call is the step.</summary>
public static class PeriodicWork
{
    /// <summary>Runs the step every interval, and at once again while it says there is more. A step that fails is tried at the next interval; the log has the
    /// first failure of a row and its end.</summary>
    /// <param name="services">The service's container.</param>
    /// <param name="name">What the log calls it.</param>
    /// <param name="interval">From one round to the next; the first begins when the service has started.</param>
    /// <param name="step">Finds the step in the container. It returns true while there is more to do, and bounds what it does at once.</param>
    public static IServiceCollection AddPeriodicWork(
        this IServiceCollection services, string name, TimeSpan interval, Func<IServiceProvider, Func<CancellationToken, Task<bool>>> step) =>
        services.AddSingleton<IHostedService>(provider =>
            new PeriodicLoop(name, interval, step(provider), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<PeriodicLoop>>()));
}

/// <summary>The loop.</summary>
internal sealed partial class PeriodicLoop(
    string name, TimeSpan interval, Func<CancellationToken, Task<bool>> step, TimeProvider clock, ILogger<PeriodicLoop> logger)
    : BackgroundService
{
    private bool failing;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first round must not hold up the start of the service.
        await Task.Yield();
        // On a thread of its own: breaking off a statement waits for the server, and a server that does not answer would hold up the whole stop.
        using var breakOff = new CancellationTokenSource();
        await using var stopping = stoppingToken.Register(() => breakOff.CancelAfter(TimeSpan.Zero));
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            do
            {
                await RunRoundAsync(breakOff.Token);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The service is stopping.
        }
    }

    private async Task RunRoundAsync(CancellationToken ct)
    {
        try
        {
            while (await step(ct))
            {
                ct.ThrowIfCancellationRequested();
            }

            if (failing)
            {
                failing = false;
                Log.Healed(logger, name);
            }
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // Whatever it is: what is broken off breaks in many ways.
        }
        catch (Exception e)
        {
            // While the database is away, a line a round of every work would hide everything else.
            if (!failing)
            {
                failing = true;
                Report(e);
            }
        }
    }

    // Where it failed tells nothing about a database that is away.
    private void Report(Exception e)
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

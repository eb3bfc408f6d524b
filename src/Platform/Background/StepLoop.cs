using Microsoft.Extensions.Hosting;

namespace Tracker.Platform.Background;

/// <summary>Repeats a step until the service stops. A step that throws counts as <see cref="StepResult.Away"/>.</summary>
internal class StepLoop(Func<CancellationToken, Task<StepResult>> step, Pace pace, LoopLog log, TimeProvider clock) : BackgroundService
{
    private StepResult? first;
    private bool failing;
    private int failures;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        first = pace.StepsBeforeStart ? await StepAsync(cancellationToken) : null;
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = new Stopping(pace.DrainTime, stoppingToken);
        var began = clock.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            var result = first ?? await StepAsync(stopping.Over);
            first = null;
            failures = result == StepResult.Away ? failures + 1 : 0;
            if (result != StepResult.More)
            {
                await WaitAsync(began, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                began = clock.GetTimestamp();
            }
        }
    }

    private async Task<StepResult> StepAsync(CancellationToken ct)
    {
        try
        {
            var result = await step(ct);
            if (failing)
            {
                failing = false;
                log.Recovered?.Invoke();
            }

            return result;
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // A cancelled operation may fail with any exception.
            return StepResult.Idle;
        }
        catch (Exception e)
        {
            if (!failing || log.Recovered is null)
            {
                log.Failed(e);
            }

            failing = true;
            return StepResult.Away;
        }
    }

    private Task WaitAsync(long began, CancellationToken ct)
    {
        if (failures > 0 && pace.Retry is { } retry)
        {
            return Task.Delay(retry.After(failures), clock, ct);
        }

        var wait = pace.FromBeginning ? pace.Interval - clock.GetElapsedTime(began) : pace.Interval;
        return wait <= TimeSpan.Zero ? Task.CompletedTask
            : pace.Wakeup is { } wakeup ? wakeup.WaitAsync(wait, ct)
            : Task.Delay(wait, clock, ct);
    }
}

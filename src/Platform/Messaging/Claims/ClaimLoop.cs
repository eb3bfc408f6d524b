using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tracker.Platform.Messaging.Claims;

/// <summary>Keeps the lock of the <see cref="ClaimOwner"/> from the start of the service to its stop, and releases the claims of dead instances.</summary>
internal sealed partial class ClaimLoop(ClaimOwner owner, ILogger<ClaimOwner> logger) : BackgroundService
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(1);

    // Short: other instances wait only for a time before they take the claims of an owner without a lock.
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(250);

    private bool failing;

    // The services that claim start after this one: their first claims have an owner already.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await StepAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await owner.DisposeAsync();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Asynchronous: canceling a statement may wait for a server that does not answer, and would hold up the stop of the other services.
        using var abort = new CancellationTokenSource();
        await using var stopping = stoppingToken.Register(() => _ = abort.CancelAsync());
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(failing ? RetryInterval : LookInterval, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stoppingToken.IsCancellationRequested)
            {
                await StepAsync(abort.Token);
            }
        }
    }

    private async Task StepAsync(CancellationToken ct)
    {
        try
        {
            await owner.StepAsync(ct);
            if (failing)
            {
                failing = false;
                Log.Regained(logger);
            }
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // The service stops.
        }
        catch (Exception e)
        {
            // One line an outage: the other users of the database log theirs.
            if (!failing)
            {
                failing = true;
                Log.Lost(logger, e.GetType().Name, e.Message);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2172, LogLevel.Warning, "The session that owns the claims of this instance is lost and opened again; meanwhile claims have a lease only: {Error} {Reason}")]
        public static partial void Lost(ILogger logger, string error, string reason);

        [LoggerMessage(2173, LogLevel.Information, "The claims of this instance have an owner again")]
        public static partial void Regained(ILogger logger);
    }
}

using Microsoft.Extensions.Logging;
using Tracker.Platform.Background;

namespace Tracker.Platform.Messaging.Claims;

/// <summary>
/// Keeps the lock of the <see cref="ClaimOwner"/> from the start of the service to its stop, and releases the claims of dead instances.
/// </summary>
internal sealed partial class ClaimLoop(ClaimOwner owner, TimeProvider clock, ILogger<ClaimOwner> logger)
    : StepLoop(ct => StepAsync(owner, ct), Pace, LogOf(logger), clock)
{
    // Short: other instances wait only for the grace period before they release the claims of an owner without a lock.
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(250);

    // Services that claim start after this one, so that their first claims already have an owner.
    private static readonly Pace Pace =
        new(TimeSpan.FromSeconds(1)) { Retry = new Backoff(RetryInterval, RetryInterval), StepsBeforeStart = true };

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await owner.DisposeAsync();
    }

    private static async Task<StepResult> StepAsync(ClaimOwner owner, CancellationToken ct)
    {
        await owner.StepAsync(ct);
        return StepResult.Idle;
    }

    // One line per outage: the other users of the database log their own.
    private static LoopLog LogOf(ILogger logger) => new(e => Log.Lost(logger, e.GetType().Name, e.Message), () => Log.Regained(logger));

    private static partial class Log
    {
        [LoggerMessage(
            2172,
            LogLevel.Warning,
            "The session that owns the claims of this instance is lost and opened again; meanwhile claims have only a lease: "
                + "{Error} {Reason}")]
        public static partial void Lost(ILogger logger, string error, string reason);

        [LoggerMessage(2173, LogLevel.Information, "The claims of this instance have an owner again")]
        public static partial void Regained(ILogger logger);
    }
}

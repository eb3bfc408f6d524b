using Tracker.Platform.Background;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Idempotency;

/// <summary>Deletes expired idempotency keys. Any number of instances can run it.</summary>
public sealed class PurgeIdempotencyKeys(IdempotencyKeys keys, TimeProvider clock)
{
    /// <summary>The max rows per step.</summary>
    public const int BatchSize = 1000;

    public async Task<StepResult> StepAsync(CancellationToken ct) =>
        await keys.PurgeAsync(clock.UtcNow() - IdempotencyKeys.Lifetime, BatchSize, ct) == BatchSize ? StepResult.More : StepResult.Idle;
}

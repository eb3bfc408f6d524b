using Tracker.Platform.Background;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Orders;

/// <summary>Deletes expired idempotency keys. Any number of instances can run it.</summary>
public sealed class PurgeIdempotencyKeys
{
    /// <summary>The max rows per step.</summary>
    public const int BatchSize = 1000;

    private readonly IdempotencyKeys keys;
    private readonly TimeProvider clock;

    internal PurgeIdempotencyKeys(IdempotencyKeys keys, TimeProvider clock) => (this.keys, this.clock) = (keys, clock);

    public async Task<StepResult> StepAsync(CancellationToken ct) =>
        await keys.PurgeAsync(clock.UtcNow() - IdempotencyKeys.Lifetime, BatchSize, ct) == BatchSize ? StepResult.More : StepResult.Idle;
}

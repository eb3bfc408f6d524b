using Tracker.Platform.Background;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Orders;

/// <summary>Deletes expired idempotency keys. Any number of instances can run it.</summary>
public sealed class PurgeIdempotencyKeys
{
    /// <summary>The max rows per step.</summary>
    public const int BatchSize = 1000;

    private readonly IdempotencyKeys keys;
    private readonly OrderPolicy policy;
    private readonly TimeProvider clock;

    internal PurgeIdempotencyKeys(IdempotencyKeys keys, OrderPolicy policy, TimeProvider clock) =>
        (this.keys, this.policy, this.clock) = (keys, policy, clock);

    public async Task<StepResult> StepAsync(CancellationToken ct) =>
        await keys.PurgeAsync(clock.UtcNow() - policy.IdempotencyLifetime, BatchSize, ct) == BatchSize ? StepResult.More : StepResult.Idle;
}

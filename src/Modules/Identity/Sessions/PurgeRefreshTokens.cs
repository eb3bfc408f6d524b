using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Background;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Identity.Sessions;

/// <summary>Deletes refresh tokens a day after their expiry. Any number of instances can run it.</summary>
public sealed class PurgeRefreshTokens
{
    /// <summary>The max rows per step.</summary>
    public const int BatchSize = 1000;

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private readonly RefreshTokenStore refreshTokens;
    private readonly TimeProvider clock;

    internal PurgeRefreshTokens(RefreshTokenStore refreshTokens, TimeProvider clock) =>
        (this.refreshTokens, this.clock) = (refreshTokens, clock);

    public async Task<StepResult> StepAsync(CancellationToken ct) =>
        await refreshTokens.DeleteExpiredAsync(clock.UtcNow() - Kept, BatchSize, ct) == BatchSize ? StepResult.More : StepResult.Idle;
}

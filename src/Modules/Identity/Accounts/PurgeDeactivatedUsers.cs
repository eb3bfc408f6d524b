using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>
/// Deletes accounts permanently 90 days after their deactivation (document 003 §10.6), with their refresh tokens. Not for systems whose
/// rows refer to users. Any number of instances can run it.
/// </summary>
public sealed class PurgeDeactivatedUsers : IRetentionWork
{
    /// <summary>The max accounts per step.</summary>
    public const int BatchSize = 500;

    /// <summary>From the deactivation to the deletion.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private readonly UserStore users;
    private readonly TimeProvider clock;

    internal PurgeDeactivatedUsers(UserStore users, TimeProvider clock) => (this.users, this.clock) = (users, clock);

    public Task<long> CountDueAsync(CancellationToken ct) => users.CountDeactivatedAsync(clock.UtcNow() - Kept, ct);

    public Task<int> StepAsync(CancellationToken ct) => users.DeleteDeactivatedAsync(clock.UtcNow() - Kept, BatchSize, ct);
}

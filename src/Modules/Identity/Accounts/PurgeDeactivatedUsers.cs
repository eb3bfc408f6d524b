using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>
/// Deletes accounts for good 90 days after they were deactivated (document 003 §10.6), with their refresh tokens. A system whose rows point at users must
/// not run it. Any number of instances may.
/// </summary>
public sealed class PurgeDeactivatedUsers : IRetentionWork
{
    /// <summary>The most accounts one step deletes.</summary>
    public const int BatchSize = 500;

    /// <summary>From the deactivation to the end.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(90);

    private readonly UserStore users;
    private readonly TimeProvider clock;

    internal PurgeDeactivatedUsers(UserStore users, TimeProvider clock) => (this.users, this.clock) = (users, clock);

    public Task<long> CountDueAsync(CancellationToken ct) => users.CountDeactivatedAsync(clock.UtcNow() - Kept, ct);

    public Task<int> StepAsync(CancellationToken ct) => users.DeleteDeactivatedAsync(clock.UtcNow() - Kept, BatchSize, ct);
}

using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskManager.Notifications;

/// <summary>Deletes notifications a year after their event.</summary>
internal sealed class PurgeNotificationEntries(NotificationEntries entries, TimeProvider clock) : IRetentionWork
{
    private const int BatchSize = 1000;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(365);

    public Task<long> CountDueAsync(CancellationToken ct) => entries.CountBeforeAsync(clock.UtcNow() - Kept, ct);

    public Task<int> StepAsync(CancellationToken ct) => entries.DeleteBeforeAsync(clock.UtcNow() - Kept, BatchSize, ct);
}

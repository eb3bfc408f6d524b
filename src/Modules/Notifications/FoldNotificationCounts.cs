using Tracker.Platform.Persistence;

namespace Tracker.Modules.Notifications;

/// <summary>Folds notification_count_deltas into notification_counts.</summary>
public sealed class FoldNotificationCounts : FoldedCounts
{
    internal static readonly CountTables Tables = new(
        "notification_counts",
        "notifications",
        "notification_count_deltas",
        ["user_id", "channel"],
        AdvisoryLock: 0x6e6f_7469_6669_636e); // "notificn"

    internal FoldNotificationCounts(Database database)
        : base(database, Tables)
    {
    }
}

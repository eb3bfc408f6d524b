using Tracker.Platform.Persistence;

namespace Tracker.Modules.Orders;

/// <summary>Folds order_count_deltas into order_counts.</summary>
public sealed class FoldOrderCounts : FoldedCounts
{
    internal static readonly CountTables Tables =
        new("order_counts", "orders", "order_count_deltas", ["user_id", "status"], AdvisoryLock: 0x6f72_6465_7263_6e74); // "ordercnt"

    internal FoldOrderCounts(Database database)
        : base(database, Tables)
    {
    }
}

using Tracker.Modules.Tasks.Storage.Postgres;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks;

/// <summary>Folds task_count_deltas into task_counts.</summary>
public sealed class FoldTaskCounts : FoldedCounts
{
    internal FoldTaskCounts(Database database)
        : base(database, TaskCounts.Tables)
    {
    }
}

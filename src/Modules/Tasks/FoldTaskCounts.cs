using Tracker.Modules.Tasks.Storage.Postgres;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks;

/// <summary>Folds the changes of each table of counts into its sums.</summary>
public sealed class FoldTaskCounts : FoldedCounts
{
    internal FoldTaskCounts(Database database)
        : base(database, TaskCounts.Tables, TaskTagCounts.Tables, TaskDueCounts.Tables)
    {
    }
}

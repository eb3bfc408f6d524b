using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks;

/// <summary>Folds what changes have left in task_count_deltas into task_counts.</summary>
public sealed class FoldTaskCounts : FoldedCounts
{
    private static readonly CountTables Tables = new(
        "task_counts", "tasks", "task_count_deltas", ["owner_id", "status_rank", "priority_rank"], 0x7461_736b_636e_74) // "taskcnt"
    {
        Everybody = TaskCounts.Everybody,
    };

    internal FoldTaskCounts(Database database)
        : base(database, Tables)
    {
    }
}

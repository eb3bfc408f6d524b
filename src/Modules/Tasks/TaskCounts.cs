using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks;

/// <summary>Exact numbers of tasks by owner, status and priority that cost the same for any number of tasks.</summary>
internal static class TaskCounts
{
    /// <summary>In task_counts, the owner that stands for everybody.</summary>
    public static readonly Guid Everybody = Guid.Empty;

    /// <summary>
    /// Sums what was folded and what is pending in one statement: a fold moves rows from one to the other in one transaction,
    /// so each snapshot has every change once.
    /// </summary>
    public static string Total(bool ofOneOwner, bool ofStatuses, bool ofPriorities)
    {
        var cells = (ofStatuses ? " and status_rank = any(@statuses)" : "") + (ofPriorities ? " and priority_rank = any(@priorities)" : "");
        return $"""
            select coalesce(sum(tasks), 0)::bigint
            from (
                select tasks from task_counts where owner_id = @owner_id{cells}
                union all
                select delta from task_count_deltas where {(ofOneOwner ? "owner_id = @owner_id" : "true")}{cells}
            ) counts
            """;
    }

    /// <summary>A task left the cell it was in.</summary>
    public static void Leave(UnitOfWork work, Guid owner, RankedWord status, RankedWord priority) => Add(work, owner, status, priority, -1);

    /// <summary>A task came into a cell.</summary>
    public static void Enter(UnitOfWork work, Guid owner, RankedWord status, RankedWord priority) => Add(work, owner, status, priority, 1);

    private static void Add(UnitOfWork work, Guid owner, RankedWord status, RankedWord priority, short delta) => work.Add(
        "insert into task_count_deltas (owner_id, status_rank, priority_rank, delta) values (@owner_id, @status_rank, @priority_rank, @delta)",
        Sql.Param("owner_id", owner),
        Sql.Param("status_rank", status.Rank),
        Sql.Param("priority_rank", priority.Rank),
        Sql.Param("delta", delta));
}

using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks.Storage.Postgres;

/// <summary>Exact numbers of tasks by owner, status and priority that cost the same for any number of tasks.</summary>
internal static class TaskCounts
{
    public static readonly CountTables Tables = new(
        "task_counts", "tasks", "task_count_deltas", ["owner_id", "status_rank", "priority_rank"], AdvisoryLock: 0x7461_736b_636e_74); // "taskcnt"

    /// <summary>How many tasks there are.</summary>
    /// <param name="owner">Whose; null for everybody's.</param>
    /// <param name="statuses">The ranks of the statuses wanted; null for all.</param>
    /// <param name="priorities">The same of priorities.</param>
    public static NpgsqlBatchCommand Total(Guid? owner, short[]? statuses, short[]? priorities) => Tables.Total(
        owner,
        new SqlConditions()
            .AddIfSet("status_rank = any(@statuses)", "statuses", statuses)
            .AddIfSet("priority_rank = any(@priorities)", "priorities", priorities));

    /// <summary>A task leaves its cell.</summary>
    public static void Leave(UnitOfWork work, TaskItem task) => Add(work, task, -1);

    /// <summary>A task enters its cell.</summary>
    public static void Enter(UnitOfWork work, TaskItem task) => Add(work, task, 1);

    private static void Add(UnitOfWork work, TaskItem task, short delta) => work.Add(
        "insert into task_count_deltas (owner_id, status_rank, priority_rank, delta) values (@owner_id, @status_rank, @priority_rank, @delta)",
        Sql.Param("owner_id", task.Owner.Id),
        Sql.Param("status_rank", task.Status.Rank),
        Sql.Param("priority_rank", task.Priority.Rank),
        Sql.Param("delta", delta));
}

using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks.Storage.Postgres;

/// <summary>Exact counts of tasks by owner, status and priority. Reading one takes the same time for any number of tasks.</summary>
internal static class TaskCounts
{
    public static readonly CountTables Tables = new(
        "task_counts",
        "tasks",
        "task_count_deltas",
        ["owner_id", "status_rank", "priority_rank"],
        AdvisoryLock: 0x7461_736b_636e_74); // "taskcnt"

    /// <param name="owner">Null for all owners.</param>
    /// <param name="statuses">Ranks; null for all.</param>
    /// <param name="priorities">Ranks; null for all.</param>
    public static NpgsqlBatchCommand Total(Guid? owner, short[]? statuses, short[]? priorities) => Tables.Total(
        owner,
        new SqlConditions()
            .AddIfSet("status_rank = any(@statuses)", "statuses", statuses)
            .AddIfSet("priority_rank = any(@priorities)", "priorities", priorities));

    /// <summary>Subtracts the task from the count of its owner, status and priority.</summary>
    public static void Leave(UnitOfWork work, TaskItem task) => Add(work, task, -1);

    /// <summary>Adds the task to the count of its owner, status and priority.</summary>
    public static void Enter(UnitOfWork work, TaskItem task) => Add(work, task, 1);

    private static void Add(UnitOfWork work, TaskItem task, short delta) => work.Add(
        """
        insert into task_count_deltas (owner_id, status_rank, priority_rank, delta)
        values (@owner_id, @status_rank, @priority_rank, @delta)
        """,
        Sql.Param("owner_id", task.Owner.Id),
        Sql.Param("status_rank", task.Status.Rank),
        Sql.Param("priority_rank", task.Priority.Rank),
        Sql.Param("delta", delta));
}

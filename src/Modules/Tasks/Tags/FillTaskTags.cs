using Npgsql;
using Tracker.Platform.Background;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks.Tags;

/// <summary>
/// Writes the tags into the rows of tasks that do not have them (those from before the column, of an older version that still runs, and of
/// an operator), and into links from before these columns what lists sort by. Any number of instances can run it.
/// </summary>
public sealed class FillTaskTags
{
    /// <summary>The max tasks per step.</summary>
    public const int BatchSize = 1_000;

    // The lock keeps writers of links out, because a foreign key locks the task too. A task that is locked is left to the next round.
    internal const string Statement =
        """
        with filled as (
            update tasks
            set tags = tags_of(id)
            where id in (select id from tasks where tags is null order by id limit @batch for update skip locked)
            returning id
        ),
        unlisted as materialized (
            select distinct task_id from (select task_id from task_tags where status_rank is null order by task_id limit @batch) l
        ),
        listed as (
            update task_tags l
            set status_rank = t.status_rank, priority_rank = t.priority_rank, due_date = t.due_date
            from (
                select id, status_rank, priority_rank, due_date from tasks
                where id in (select task_id from unlisted) and tags is not null for share skip locked
            ) t
            where l.task_id = t.id and l.status_rank is null
            returning l.task_id
        )
        select (select count(*) from filled) + (select count(*) from listed)
        """;

    private readonly Database database;

    internal FillTaskTags(Database database) => this.database = database;

    /// <summary>Seldom: such tasks are only slower to read.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromHours(1);

    internal static NpgsqlParameter[] Parameters => [Sql.Param("batch", BatchSize)];

    /// <summary>Fills the next batch.</summary>
    /// <returns><see cref="StepResult.Idle"/> when nothing is left that is not locked.</returns>
    public async Task<StepResult> StepAsync(CancellationToken ct)
    {
        var filled = await database.WriteAsync(Statement, Parameters, row => row.GetInt64(0), ct);
        return filled.Single() > 0 ? StepResult.More : StepResult.Idle;
    }
}

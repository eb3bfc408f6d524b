using Tracker.Platform.Background;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks.Tags;

/// <summary>
/// Writes the tags into the rows of tasks that do not have them (those from before the column, of an older version that still runs, and of
/// an operator), and into links from before these columns what lists sort by. Each round reads all tasks, one batch per step. Any number
/// of instances can run it.
/// </summary>
public sealed class FillTaskTags
{
    /// <summary>The max tasks per step.</summary>
    public const int BatchSize = 1_000;

    private readonly Database database;
    private Guid last;

    internal FillTaskTags(Database database) => this.database = database;

    /// <summary>Seldom: such tasks are only slower to read.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromHours(1);

    /// <summary>Reads the next batch and fills its rows.</summary>
    /// <returns><see cref="StepResult.Idle"/> at the end of a round.</returns>
    public async Task<StepResult> StepAsync(CancellationToken ct)
    {
        // The lock keeps writers of links out, because a foreign key locks the task too. A task that is locked is left to the next round.
        var ends = await database.WriteAsync(
            """
            with batch as materialized (
                select id, tags is null as is_unknown,
                       exists (select from task_tags l where l.task_id = t.id and l.status_rank is null) as is_unlisted
                from tasks t where id > @last order by id limit @batch
            ),
            listed as (
                update task_tags l
                set status_rank = t.status_rank, priority_rank = t.priority_rank, due_date = t.due_date
                from (
                    select id, status_rank, priority_rank, due_date from tasks
                    where id in (select id from batch where is_unlisted and not is_unknown) for share skip locked
                ) t
                where l.task_id = t.id and l.status_rank is null
            ),
            filled as (
                update tasks
                set tags = tags_of(id)
                where id in (
                    select id from tasks where id in (select id from batch where is_unknown) and tags is null for update skip locked)
            )
            select id from batch order by id desc limit 1
            """,
            [Sql.Param("last", last), Sql.Param("batch", BatchSize)],
            row => row.GetGuid(0),
            ct);
        last = ends.SingleOrDefault();
        return ends.Count > 0 ? StepResult.More : StepResult.Idle;
    }
}

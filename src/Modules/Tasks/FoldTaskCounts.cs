using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks;

/// <summary>Keeps totals cheap: folds what changes have left in task_count_deltas into task_counts. Totals are exact with and without it; any number of instances may run it.</summary>
public sealed class FoldTaskCounts
{
    private const int Batch = 10_000;
    private const int VacuumAfter = 2_000;
    private const long AdvisoryLock = 0x7461_736b_636e_74; // "taskcnt"
    private readonly Database database;
    private long foldedSinceVacuum;

    internal FoldTaskCounts(Database database) => this.database = database;

    /// <summary>How often to call it: the pending rows of one interval are what every total has to add up.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Folds at most 10,000 changes; none while another instance is at it.</summary>
    /// <returns>Whether there may be more.</returns>
    public async Task<bool> StepAsync(CancellationToken ct)
    {
        var folded = await FoldAsync(ct);
        foldedSinceVacuum += folded;
        if (foldedSinceVacuum >= VacuumAfter)
        {
            // The table is as small as what is pending, but every total would step over the rows that are gone; autovacuum comes once a minute at best.
            foldedSinceVacuum = 0;
            await using var vacuum = database.Source.CreateCommand("vacuum task_count_deltas");
            await vacuum.ExecuteNonQueryAsync(ct);
        }

        return folded == Batch;
    }

    private async Task<long> FoldAsync(CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            """
            with lock as materialized (
                select pg_try_advisory_xact_lock(@lock) as mine
            ),
            taken as (
                delete from task_count_deltas
                where ctid = any(array(select d.ctid from task_count_deltas d where (select mine from lock) limit @batch))
                returning owner_id, status_rank, priority_rank, delta
            ),
            sums as (
                select owner_id, status_rank, priority_rank, sum(delta) as tasks from taken group by owner_id, status_rank, priority_rank
                union all
                select @everybody, status_rank, priority_rank, sum(delta) from taken group by status_rank, priority_rank
            ),
            folded as (
                insert into task_counts (owner_id, status_rank, priority_rank, tasks)
                select owner_id, status_rank, priority_rank, tasks from sums where tasks <> 0
                on conflict (owner_id, status_rank, priority_rank) do update set tasks = task_counts.tasks + excluded.tasks
            )
            select count(*) from taken
            """);
        command.Parameters.AddRange(new[] { Sql.Param("lock", AdvisoryLock), Sql.Param("batch", Batch), Sql.Param("everybody", TaskCounts.Everybody) });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}

using Tracker.Platform.Persistence;

namespace Tracker.Modules.Orders;

/// <summary>
/// Keeps totals cheap: folds what changes have left in order_count_deltas into order_counts. Totals are exact with and without it; any number of instances may run it.
/// </summary>
public sealed class FoldOrderCounts
{
    private const int Batch = 10_000;
    private const int VacuumAfter = 2_000;
    private const long AdvisoryLock = 0x6f72_6465_7263_6e74; // "ordercnt"
    private readonly Database database;
    private long foldedSinceVacuum;

    internal FoldOrderCounts(Database database) => this.database = database;

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
            await using var vacuum = database.Source.CreateCommand("vacuum order_count_deltas");
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
                delete from order_count_deltas
                where ctid = any(array(select d.ctid from order_count_deltas d where (select mine from lock) limit @batch))
                returning user_id, status, delta
            ),
            sums as (
                select user_id, status, sum(delta) as orders from taken group by user_id, status
                union all
                select @everybody, status, sum(delta) from taken group by status
            ),
            folded as (
                insert into order_counts (user_id, status, orders)
                select user_id, status, orders from sums where orders <> 0
                on conflict (user_id, status) do update set orders = order_counts.orders + excluded.orders
            )
            select count(*) from taken
            """);
        command.Parameters.AddRange(new[] { Sql.Param("lock", AdvisoryLock), Sql.Param("batch", Batch), Sql.Param("everybody", OrderListQuery.Everybody) });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}

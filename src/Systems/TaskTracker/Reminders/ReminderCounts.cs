using Tracker.Platform.Persistence;

namespace Tracker.Systems.TaskTracker.Reminders;

/// <summary>The totals of all workers ever, in the table <c>reminder_counts</c>. They stay exact when workers crash and restart.</summary>
internal sealed class ReminderCounts(Database database)
{
    private const int FoldFrom = 100;
    private const int MaxFolded = 10_000;

    private const string AddSql = "insert into reminder_counts (processed, failed) values (@processed, @failed)";

    /// <summary>Counts reminders in the transaction that sends them.</summary>
    public static void AddProcessed(UnitOfWork work, int reminders) =>
        work.Add(AddSql, Sql.Param("processed", (long)reminders), Sql.Param("failed", 0L));

    public Task AddFailedAsync(long runs, CancellationToken ct) =>
        database.ExecuteAsync(AddSql, [Sql.Param("processed", 0L), Sql.Param("failed", runs)], ct);

    public async Task<ReminderTotals> ReadAsync(CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(
            "select coalesce(sum(processed), 0)::bigint, coalesce(sum(failed), 0)::bigint from reminder_counts");
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new ReminderTotals(reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>Merges many rows into one atomically. Workers may run it concurrently.</summary>
    public Task FoldAsync(CancellationToken ct) => database.ExecuteAsync(
        """
        with taken as (
            delete from reminder_counts
            where ctid = any(array(select ctid from reminder_counts limit @fold_at_most for update skip locked))
              and (select count(*) from reminder_counts) >= @fold_from
            returning processed, failed
        )
        insert into reminder_counts (processed, failed)
        select sum(processed), sum(failed) from taken having count(*) > 0
        """,
        [Sql.Param("fold_at_most", MaxFolded), Sql.Param("fold_from", FoldFrom)],
        ct);
}

/// <param name="Processed">The number of reminders sent.</param>
/// <param name="Failed">The number of failed runs.</param>
internal sealed record ReminderTotals(long Processed, long Failed);

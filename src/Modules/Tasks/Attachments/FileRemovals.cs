using Tracker.Platform.Persistence;
using Tracker.Platform.Storage;

namespace Tracker.Modules.Tasks.Attachments;

/// <summary>The SQL of file_removals: the files to delete, and when.</summary>
internal sealed class FileRemovals(Database database)
{
    /// <summary>Schedules the deletion of a file in a transaction of its own, before the file is written.</summary>
    public async Task ScheduleAsync(FileKey file, DateTime notBefore, CancellationToken ct)
    {
        await using var work = database.Begin();
        Schedule(work, file.Text, notBefore);
        await work.CommitAsync(ct);
    }

    /// <summary>Cancels the deletion in the transaction that inserts the attachment.</summary>
    /// <returns>False when the deletion has begun or is done.</returns>
    public static async Task<bool> CancelAsync(UnitOfWork work, FileKey file, DateTime notBefore, CancellationToken ct) =>
        await work.ExecuteAsync(
            "delete from file_removals where storage_path = @path and not_before = @not_before",
            [Sql.Param("path", file.Text), Sql.Param("not_before", notBefore)],
            ct) == 1;

    /// <summary>Schedules the deletion of a file, or changes its time.</summary>
    public static void Schedule(UnitOfWork work, string path, DateTime notBefore) => work.Add(
        """
        insert into file_removals (storage_path, not_before) values (@path, @not_before)
        on conflict (storage_path) do update set not_before = excluded.not_before
        """,
        Sql.Param("path", path),
        Sql.Param("not_before", notBefore));

    /// <summary>Claims files that are due until the lease ends; concurrent callers skip them.</summary>
    public async Task<List<string>> ClaimAsync(DateTime now, DateTime leasedUntil, int max, CancellationToken ct)
    {
        await using var work = database.Begin();
        var claimed = await work.ReadAsync(
            """
            update file_removals set not_before = @leased_until
            where storage_path in (
                select storage_path from file_removals where not_before <= @now
                order by not_before limit @max
                for update skip locked)
            returning storage_path
            """,
            [Sql.Param("now", now), Sql.Param("leased_until", leasedUntil), Sql.Param("max", max)],
            row => row.GetString(0),
            ct);
        await work.CommitAsync(ct);
        return claimed;
    }

    /// <summary>Removes the rows of deleted files, except those that were rescheduled meanwhile.</summary>
    public async Task ForgetAsync(IReadOnlyList<string> paths, DateTime leasedUntil, CancellationToken ct)
    {
        await using var work = database.Begin();
        work.Add(
            "delete from file_removals where storage_path = any(@paths) and not_before = @leased_until",
            Sql.Param("paths", paths.ToArray()),
            Sql.Param("leased_until", leasedUntil));
        await work.CommitAsync(ct);
    }
}

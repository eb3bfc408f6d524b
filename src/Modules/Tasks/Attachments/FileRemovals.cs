using Tracker.Platform.Persistence;
using Tracker.Platform.Storage;

namespace Tracker.Modules.Tasks.Attachments;

/// <summary>The SQL of file_removals: which files are to go, and from when on.</summary>
internal sealed class FileRemovals(Database database)
{
    /// <summary>Promises, before anything else happens, that the file will go unless the promise is called off.</summary>
    public async Task PromiseAsync(FileKey file, DateTime notBefore, CancellationToken ct)
    {
        await using var work = database.Begin();
        Schedule(work, file.Text, notBefore);
        await work.CommitAsync(ct);
    }

    /// <summary>Takes the promise back within the transaction that gives the file an owner.</summary>
    /// <returns>False when it is being carried out already, or has been.</returns>
    public static async Task<bool> CallOffAsync(UnitOfWork work, FileKey file, DateTime notBefore, CancellationToken ct) =>
        await work.ExecuteAsync(
            "delete from file_removals where storage_path = @path and not_before = @not_before",
            [Sql.Param("path", file.Text), Sql.Param("not_before", notBefore)],
            ct) == 1;

    /// <summary>Has the file removed.</summary>
    public static void Schedule(UnitOfWork work, string path, DateTime notBefore) => work.Add(
        """
        insert into file_removals (storage_path, not_before) values (@path, @not_before)
        on conflict (storage_path) do update set not_before = excluded.not_before
        """,
        Sql.Param("path", path),
        Sql.Param("not_before", notBefore));

    /// <summary>Takes files that are due, for as long as the lease; others step over them meanwhile.</summary>
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

    /// <summary>Forgets files that are gone, but not one that somebody has scheduled anew meanwhile.</summary>
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

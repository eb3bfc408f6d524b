namespace Tracker.Host.Backups;

/// <summary>
/// Takes a snapshot of a store together with the files its rows refer to. A file is on disk before its row is committed, and is deleted
/// after its row. So existing files are linked before the snapshot, and files that appeared meanwhile right after it. Only a file that
/// appeared and was deleted between the two is missing; then a new snapshot is taken, which no longer has its row. If it still has the row,
/// the file was lost earlier, and the backup continues without it.
/// </summary>
internal sealed class FilesOfRows(FileLinks files, TextWriter progress)
{
    /// <param name="url">The store.</param>
    /// <param name="query">Lists the names of its files.</param>
    /// <returns>The snapshot, which the caller disposes, and the names of its files, all linked.</returns>
    public async Task<(StoreSnapshot Snapshot, IReadOnlyList<string> Names)> TakeAsync(string url, string query, CancellationToken ct)
    {
        var missed = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            files.Add();
            var snapshot = await StoreSnapshot.TakeAsync(url, ct);
            try
            {
                var names = await snapshot.ListAsync(query, ct);
                if (files.Missing(names).Any())
                {
                    files.Add();
                }

                var missing = files.Missing(names).ToHashSet(StringComparer.Ordinal);
                if (missing.IsSubsetOf(missed))
                {
                    await WarnAsync(missing);
                    return (snapshot, [.. names.Where(name => !missing.Contains(name))]);
                }

                missed.UnionWith(missing);
            }
            catch
            {
                await snapshot.DisposeAsync();
                throw;
            }

            await snapshot.DisposeAsync();
            await progress.WriteLineAsync("Files changed meanwhile; taking another snapshot");
        }
    }

    private async Task WarnAsync(IEnumerable<string> lost)
    {
        foreach (var name in lost)
        {
            await progress.WriteLineAsync(
                $"Warning: the file {name} is missing, although a row refers to it. The backup continues without it.");
        }
    }
}

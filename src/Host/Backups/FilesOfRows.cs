namespace Tracker.Host.Backups;

/// <summary>
/// Takes a snapshot of a store together with the files its rows stand for. A file is on disk before its row is committed, and is removed after its row; so the
/// files are linked before the snapshot is taken, and those that came meanwhile right after it. Only one that came and went between the two is missing: then
/// there is a new snapshot, which no longer has its row. If it still has it, the file was lost before, and the backup goes on without it.
/// </summary>
internal sealed class FilesOfRows(FileLinks files, TextWriter progress)
{
    /// <summary>Takes the snapshot.</summary>
    /// <param name="url">The store.</param>
    /// <param name="query">Lists the names of its files.</param>
    /// <param name="ct">Gives up.</param>
    /// <returns>The snapshot, to be disposed, and the names of its files, all of them linked.</returns>
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
                    await TellLostAsync(missing);
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
            await progress.WriteLineAsync("Files came and went meanwhile; taking another snapshot");
        }
    }

    private async Task TellLostAsync(IEnumerable<string> lost)
    {
        foreach (var name in lost)
        {
            await progress.WriteLineAsync($"Warning: the file {name} is lost, though a row stands for it. The backup goes on without it.");
        }
    }
}

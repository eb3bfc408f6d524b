using System.Reflection;
using Tracker.Host.Postgres;
using Tracker.Platform.Hosting;
using Tracker.Platform.Primitives;

namespace Tracker.Host.Backups;

/// <summary>
/// Backs up a system of <c>up</c>, running or not: its private databases, the files their rows refer to, and its signing secret, in one
/// archive. Each database is a consistent snapshot that contains the rows that other databases refer to.
/// </summary>
/// <param name="environment">The variables of the process, as for <c>up</c>.</param>
/// <param name="progress">Gets a line for each slow step.</param>
internal sealed class SystemBackup(
    SystemDefinition system, IReadOnlyDictionary<string, string> environment, TextWriter progress, TimeProvider clock)
{
    /// <summary>Writes the archive, readable by its owner only: it holds the signing secret and all password hashes.</summary>
    /// <param name="archive">Must not exist.</param>
    /// <param name="ct">On cancellation no file remains.</param>
    /// <exception cref="StartException">There is nothing to back up, or the archive cannot be written.</exception>
    public async Task<BackupManifest> WriteAsync(string archive, CancellationToken ct)
    {
        var place = BackupPlace.Of(system, environment);
        ThrowIfImpossible(place, archive);
        using var stage = BackupStage.In(place.Folder);
        await using var database = await PrivateDatabase.OpenAsync(place.Folder, place.Stores, progress, ct);
        try
        {
            var from = clock.UtcNow();
            var stores = await DumpAsync(place, stage, database, ct);
            await progress.WriteLineAsync($"Writing {archive}");
            var entries = new List<BackupEntry>();
            foreach (var name in stage.Entries)
            {
                entries.Add(await BackupArchive.DescribeAsync(name, stage.FileOf(name), ct));
            }

            var manifest = new BackupManifest(BackupManifest.CurrentFormat, system.Name, OwnVersion, clock.UtcNow(), stores, entries)
            {
                SnapshotsFrom = from,
            };
            await BackupArchive.WriteAsync(archive, manifest, stage.FileOf, ct);
            return manifest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"The backup could not be written: {e.Message}", e);
        }
    }

    private static string OwnVersion =>
        typeof(SystemBackup).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    private void ThrowIfImpossible(BackupPlace place, string archive)
    {
        if (File.Exists(archive))
        {
            throw new StartException($"{archive} exists already. Give another name, or delete it first.");
        }

        if (place.Elsewhere is { } store)
        {
            throw new StartException(
                $"The database of {store} is not the private one, but the one its variable names: "
                + "back that up with pg_dump (docs/operations.md).");
        }

        if (!ClusterPlace.Has(place.Folder))
        {
            throw new StartException(
                $"There is nothing to back up: {place.Folder} has no data of {system.Name}. If it is elsewhere, set TRACKER_DATA.");
        }
    }

    // A dump can take long, so all snapshots are taken before the first dump. The last service comes first, since its rows refer to those
    // of the services before it.
    private async Task<List<StoreRows>> DumpAsync(BackupPlace place, BackupStage stage, PrivateDatabase database, CancellationToken ct)
    {
        var snapshots = new Stack<(string Store, StoreSnapshot Snapshot)>();
        try
        {
            foreach (var store in place.Stores.Reverse())
            {
                snapshots.Push((store, await SnapshotAsync(store, place, stage, database.UrlOf(store), ct)));
            }

            var rows = new List<StoreRows>();
            foreach (var (store, snapshot) in snapshots)
            {
                await progress.WriteLineAsync($"Dumping {store}");
                await PostgresTools.Of(place.Folder).DumpAsync(database.UrlOf(store), snapshot.Id, stage.NewDump(store), ct);
                rows.Add(new StoreRows(store, await snapshot.CountRowsAsync(ct)));
            }

            return rows;
        }
        finally
        {
            foreach (var (_, snapshot) in snapshots)
            {
                await snapshot.DisposeAsync();
            }
        }
    }

    private async Task<StoreSnapshot> SnapshotAsync(string store, BackupPlace place, BackupStage stage, string url, CancellationToken ct)
    {
        var query = system.Services.FirstOrDefault(service => service.Store == store && service.FileNames is not null)?.FileNames;
        if (query is null)
        {
            return await StoreSnapshot.TakeAsync(url, ct);
        }

        if (!place.HasFiles)
        {
            await progress.WriteLineAsync(
                "The files are in the bucket of S3_BUCKET and are not in the backup: back it up with its own tools (docs/operations.md).");
            return await StoreSnapshot.TakeAsync(url, ct);
        }

        await progress.WriteLineAsync("Linking files");
        var (snapshot, names) = await new FilesOfRows(stage.Files, progress).TakeAsync(url, query, ct);
        stage.Take(names);
        return snapshot;
    }
}

using Tracker.Host.Data;
using Tracker.Host.Postgres;
using Tracker.Platform.Hosting;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;

namespace Tracker.Host.Backups;

/// <summary>Restores a backup into an empty data folder with a new private database, so that <c>up</c> continues from there.</summary>
/// <param name="environment">The variables of the process, as for <c>up</c>.</param>
/// <param name="progress">Gets a line for each slow step.</param>
internal sealed class SystemRestore(SystemDefinition system, IReadOnlyDictionary<string, string> environment, TextWriter progress)
{
    // Longer than any backup takes; for manifests without the time of the snapshots.
    private static readonly TimeSpan UnknownMoment = TimeSpan.FromHours(6);
    // The max clock adjustment meanwhile.
    private static readonly TimeSpan ClockSteps = TimeSpan.FromMinutes(1);

    /// <summary>Verifies the whole archive before it restores anything.</summary>
    /// <param name="archive">Written by <see cref="SystemBackup"/>.</param>
    /// <param name="ct">After cancellation the folder must be deleted.</param>
    /// <exception cref="StartException">The archive is damaged or not for this system, the folder is not empty, or the database cannot be
    /// filled.</exception>
    public async Task<BackupManifest> ReadAsync(string archive, CancellationToken ct)
    {
        var place = BackupPlace.Of(system, environment);
        ThrowIfOccupied(place.Folder);
        try
        {
            await progress.WriteLineAsync($"Checking {archive}");
            var manifest = await BackupArchive.VerifyAsync(archive, ThrowIfForeign, ct);
            using var folder = DataFolder.Take(place.Folder);
            folder.BeginRestore();
            const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            var dumps = Directory.CreateDirectory(Path.Combine(folder.Path, "restore"), ownerOnly);
            await progress.WriteLineAsync($"Unpacking into {folder.Path}");
            await BackupArchive.ExtractAsync(
                archive, name => Path.Combine(IsDump(manifest, name) ? dumps.FullName : folder.Path, name), ct);
            await FillAsync(folder, manifest, dumps.FullName, ct);
            dumps.Delete(recursive: true);
            folder.EndRestore();
            return manifest;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"Could not restore {archive}: {e.Message}", e);
        }
    }

    private static bool IsDump(BackupManifest manifest, string entry) =>
        manifest.Databases.Any(database => BackupStage.DumpOf(database.Store) == entry);

    private static void ThrowIfOccupied(string folder)
    {
        if (!DataFolder.IsEmpty(folder))
        {
            throw new StartException(
                $"{folder} is not empty, and a backup can only be restored into an empty folder. "
                + $"Stop what runs on it and move it away (mv {folder} {folder}.old), or set TRACKER_DATA to a new folder.");
        }

        if (ClusterPlace.Of(folder) is { Version: not null } cluster)
        {
            throw new StartException(
                $"{cluster.Folder} still has the database of an earlier {folder}. "
                + $"Move it away (mv {cluster.Folder} {cluster.Folder}.old), or set TRACKER_DATA to a new folder.");
        }
    }

    private void ThrowIfForeign(BackupManifest manifest)
    {
        if (manifest.Format > BackupManifest.CurrentFormat)
        {
            throw new StartException($"The backup was made by a newer version ({manifest.Program}): restore it with that one.");
        }

        if (manifest.System != system.Name)
        {
            throw new StartException(
                $"The backup is of {manifest.System}, not of {system.Name}. Name its system: --system {manifest.System}");
        }

        if (manifest.Databases.FirstOrDefault(database => !Stores().Contains(database.Store)) is { } unknown)
        {
            throw new StartException($"The backup has a database '{unknown.Store}', which {system.Name} does not know.");
        }
    }

    private IEnumerable<string> Stores() => system.Services.Where(service => service.Store is not null).Select(service => service.Store!);

    private async Task FillAsync(DataFolder folder, BackupManifest manifest, string dumps, CancellationToken ct)
    {
        await using var postgres = EmbeddedPostgres.In(folder, progress);
        await postgres.StartAsync(manifest.Databases.Select(database => database.Store), ct);
        var tools = PostgresTools.Of(folder.Path);
        foreach (var database in manifest.Databases)
        {
            await progress.WriteLineAsync($"Restoring {database.Store}");
            await tools.RestoreAsync(postgres.UrlOf(database.Store), Path.Combine(dumps, BackupStage.DumpOf(database.Store)), ct);
            await using var restored = await StoreSnapshot.TakeAsync(postgres.UrlOf(database.Store), ct);
            var rows = await restored.CountRowsAsync(ct);
            if (!rows.SequenceEqual(database.Tables.OrderBy(table => table.Key, StringComparer.Ordinal)))
            {
                throw new StartException(
                    $"{database.Store} has other rows than when the backup was made. Delete {folder.Path} and restore again.");
            }

            await PublishAgainAsync(postgres.UrlOf(database.Store), manifest, ct);
        }
    }

    // A consumer's database can be older than the publisher's: messages sent in between are recorded as published here and are unknown
    // there.
    private static async Task PublishAgainAsync(string url, BackupManifest manifest, CancellationToken ct)
    {
        await using var database = new Database(url);
        await OutboxRestore.PublishAgainAsync(database, (manifest.SnapshotsFrom ?? manifest.CreatedAt - UnknownMoment) - ClockSteps, ct);
    }
}

using Tracker.Host.Data;
using Tracker.Host.Postgres;
using Tracker.Platform.Hosting;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;

namespace Tracker.Host.Backups;

/// <summary>Restores a backup into an empty data folder, with a new private database, so that <c>up</c> goes on from there.</summary>
/// <param name="system">The system.</param>
/// <param name="environment">The variables of the process, as for <c>up</c>.</param>
/// <param name="progress">Told what takes time.</param>
internal sealed class SystemRestore(SystemDefinition system, IReadOnlyDictionary<string, string> environment, TextWriter progress)
{
    /// <summary>Longer than a backup takes whose manifest does not tell when it began.</summary>
    private static readonly TimeSpan UnknownMoment = TimeSpan.FromHours(6);

    /// <summary>By how much a clock may have been set meanwhile.</summary>
    private static readonly TimeSpan ClockSteps = TimeSpan.FromMinutes(1);

    /// <summary>Reads the whole archive to see that it is sound, and only then restores it.</summary>
    /// <param name="archive">What <see cref="SystemBackup"/> wrote.</param>
    /// <param name="ct">Gives up; the folder is then to be removed.</param>
    /// <returns>What was restored.</returns>
    /// <exception cref="StartException">The archive is damaged or not for this system, the folder is not empty, or the database cannot be filled.</exception>
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
            var dumps = Directory.CreateDirectory(Path.Combine(folder.Path, "restore"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            await progress.WriteLineAsync($"Unpacking into {folder.Path}");
            await BackupArchive.ExtractAsync(archive, name => Path.Combine(IsDump(manifest, name) ? dumps.FullName : folder.Path, name), ct);
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

    private static bool IsDump(BackupManifest manifest, string entry) => manifest.Databases.Any(database => BackupStage.DumpOf(database.Store) == entry);

    private static void ThrowIfOccupied(string folder)
    {
        if (!DataFolder.IsEmpty(folder))
        {
            throw new StartException($"{folder} is not empty, and a backup is restored into an empty folder only. Stop what runs on it and move it away (mv {folder} {folder}.old), or set TRACKER_DATA to a new one.");
        }

        if (ClusterPlace.Of(folder) is { Version: not null } cluster)
        {
            throw new StartException($"{cluster.Folder} still has the database of an earlier {folder}. Move it away (mv {cluster.Folder} {cluster.Folder}.old), or set TRACKER_DATA to a new folder.");
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
            throw new StartException($"The backup is of {manifest.System}, not of {system.Name}. Name its system: --system {manifest.System}");
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
                throw new StartException($"{database.Store} has other rows than when the backup was made. Remove {folder.Path} and restore again.");
            }

            await PublishAgainAsync(postgres.UrlOf(database.Store), manifest, ct);
        }
    }

    // A consumer's database may be older than that of the publisher: what went from one to the other in between is noted as published here and unknown there.
    private static async Task PublishAgainAsync(string url, BackupManifest manifest, CancellationToken ct)
    {
        await using var database = new Database(url);
        await OutboxRestore.PublishAgainAsync(database, (manifest.SnapshotsFrom ?? manifest.CreatedAt - UnknownMoment) - ClockSteps, ct);
    }
}

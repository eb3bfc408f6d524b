using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Storage;

namespace Tracker.Modules.Notifications.Archive;

/// <summary>
/// Moves notifications that are older than a year into compressed files (document 003 §10.6), found again by the table <c>notification_archives</c>. A batch is
/// planned, written, read back, and only then deleted, provided that what is deleted is what the file holds. Whatever breaks it off, the next step takes the
/// same batch up again under the same key: no row is lost, and none is in two files.
/// </summary>
public sealed class ArchiveNotifications : IRetentionWork
{
    /// <summary>The most rows a file holds.</summary>
    public const int BatchSize = 5000;

    private readonly Database database;
    private readonly IFileStorage storage;
    private readonly TimeProvider clock;

    internal ArchiveNotifications(Database database, IFileStorage storage, TimeProvider clock) => (this.database, this.storage, this.clock) = (database, storage, clock);

    /// <inheritdoc/>
    public async Task<long> CountDueAsync(CancellationToken ct)
    {
        await using var archives = await ArchiveStore.OpenAsync(database, ct);
        return await archives.CountAsync(Before(), ct);
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The storage does not hold what was written to it. The rows are where they were.</exception>
    /// <exception cref="InvalidOperationException">A row changed meanwhile. The rows are where they were.</exception>
    public async Task<int> StepAsync(CancellationToken ct)
    {
        await using var archives = await ArchiveStore.OpenAsync(database, ct);
        var batch = await archives.FindUnfinishedAsync(ct) ?? await archives.PlanAsync(Before(), BatchSize, clock.UtcNow(), ct);
        if (batch is null)
        {
            return 0;
        }

        var written = await WriteAsync(batch, archives, ct);
        if (await ReadBackAsync(batch, ct) != written)
        {
            throw new IOException($"{batch.Key} in {storage.Place} is not what was written to it.");
        }

        if (!await archives.FinishAsync(batch, written, clock.UtcNow(), ct))
        {
            throw new InvalidOperationException($"Notifications changed while they were archived as {batch.Key}; the batch is written again.");
        }

        return (int)written.Rows;
    }

    private DateTime Before() => clock.UtcNow().AddYears(-1);

    private async Task<ArchiveContent> WriteAsync(ArchiveBatch batch, ArchiveStore archives, CancellationToken ct)
    {
        using var packed = new MemoryStream();
        var content = await ArchiveFile.PackAsync(archives.ReadAsync(batch, ct), packed, ct);
        packed.Position = 0;
        await storage.WriteAsync(batch.Key, packed, packed.Length, ct);
        return content;
    }

    private async Task<ArchiveContent?> ReadBackAsync(ArchiveBatch batch, CancellationToken ct)
    {
        await using var file = await storage.OpenAsync(batch.Key, ct);
        return file is null ? null : await ArchiveFile.ReadAsync(file, ct);
    }
}

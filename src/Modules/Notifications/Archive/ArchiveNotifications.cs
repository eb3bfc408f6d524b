using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Storage;

namespace Tracker.Modules.Notifications.Archive;

/// <summary>
/// Moves notifications that are older than a year into compressed files (document 003 §10.6), found again by the table
/// <c>notification_archives</c>. A batch is planned, written, read back, and only then deleted, provided that what is deleted is what the file
/// holds. Whatever breaks it off, the next step takes the same batch up again: no row is lost, and none is in two archives. Each attempt has a file
/// of its own, so that one that was thought dead writes over nobody's.
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
    /// <exception cref="InvalidOperationException">A row changed meanwhile, or another instance is at it. The rows are where they
    /// were, or in that one's archive.</exception>
    public async Task<int> StepAsync(CancellationToken ct)
    {
        await using var archives = await ArchiveStore.OpenAsync(database, ct);
        var batch = await ResumeAsync(archives, ct) ?? await archives.PlanAsync(Before(), BatchSize, clock.UtcNow(), ct);
        if (batch is null)
        {
            return 0;
        }

        using var packed = new MemoryStream();
        var content = await ArchiveFile.PackAsync(archives.ReadAsync(batch, ct), packed, ct);
        if (content.Rows == 0)
        {
            // What was planned has gone since; there may be more behind it.
            await archives.DropAsync(batch, ct);
            return await StepAsync(ct);
        }

        packed.Position = 0;
        await storage.WriteAsync(batch.Key, packed, packed.Length, ct);
        if (await ReadBackAsync(batch, ct) != content)
        {
            throw new IOException($"{batch.Key} in {storage.Place} is not what was written to it.");
        }

        if (!await archives.FinishAsync(batch, content, clock.UtcNow(), ct))
        {
            await storage.DeleteAsync(batch.Key, ct);
            throw new InvalidOperationException($"Notifications changed while they were archived as {batch.Key}, or another instance took them; what is left is written again.");
        }

        return (int)content.Rows;
    }

    private DateTime Before() => clock.UtcNow().AddYears(-1);

    /// <summary>Takes up what was begun and not finished. Whoever began it cannot finish it from here on, so its file may go.</summary>
    private async Task<ArchiveBatch?> ResumeAsync(ArchiveStore archives, CancellationToken ct)
    {
        if (await archives.FindUnfinishedAsync(ct) is not { } begun)
        {
            return null;
        }

        if (begun.Superseded is { } forgotten)
        {
            // The claim notes one file that may be left; an attempt that ended right after its claim has left another.
            await storage.DeleteAsync(forgotten, ct);
        }

        var batch = await archives.ClaimAsync(begun, clock.UtcNow(), ct) ?? throw new InvalidOperationException($"Another instance archives {begun.Key}.");
        await storage.DeleteAsync(begun.Key, ct);
        return batch;
    }

    private async Task<ArchiveContent?> ReadBackAsync(ArchiveBatch batch, CancellationToken ct)
    {
        await using var file = await storage.OpenAsync(batch.Key, ct);
        return file is null ? null : await ArchiveFile.ReadAsync(file, ct);
    }
}

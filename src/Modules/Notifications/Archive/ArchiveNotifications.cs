using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Storage;

namespace Tracker.Modules.Notifications.Archive;

/// <summary>
/// Moves notifications older than a year to compressed files (document 003 §10.6), which the table <c>notification_archives</c> lists. A
/// batch is planned, written and read back. Its rows are deleted last, and only if they equal the file's content. After an interruption the
/// next step repeats the batch: no row is lost, and none is in two archives. Each attempt writes its own file, so a slow earlier attempt
/// cannot overwrite it.
/// </summary>
public sealed class ArchiveNotifications : IRetentionWork
{
    /// <summary>The max rows per file.</summary>
    public const int BatchSize = 5000;

    private readonly Database database;
    private readonly IFileStorage storage;
    private readonly TimeProvider clock;

    internal ArchiveNotifications(Database database, IFileStorage storage, TimeProvider clock) =>
        (this.database, this.storage, this.clock) = (database, storage, clock);

    public async Task<long> CountDueAsync(CancellationToken ct)
    {
        await using var archives = await ArchiveStore.OpenAsync(database, ct);
        return await archives.CountAsync(Before(), ct);
    }

    /// <exception cref="IOException">The file differs from what was written. No rows were deleted.</exception>
    /// <exception cref="InvalidOperationException">A row changed meanwhile, or another instance archives the batch. No rows were deleted
    /// here.</exception>
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
            // The planned rows are gone, but later ones may be due.
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
            throw new InvalidOperationException(
                $"Notifications changed while they were archived as {batch.Key}, or another instance took them; the next step retries.");
        }

        return (int)content.Rows;
    }

    private DateTime Before() => clock.UtcNow().AddYears(-1);

    /// <summary>Claims an unfinished batch and deletes its earlier file: after the claim, the earlier attempt cannot finish.</summary>
    private async Task<ArchiveBatch?> ResumeAsync(ArchiveStore archives, CancellationToken ct)
    {
        if (await archives.FindUnfinishedAsync(ct) is not { } begun)
        {
            return null;
        }

        if (begun.Superseded is { } leftover)
        {
            // The claim records one earlier file. An attempt that crashed right after its claim has left another one.
            await storage.DeleteAsync(leftover, ct);
        }

        var batch = await archives.ClaimAsync(begun, clock.UtcNow(), ct)
            ?? throw new InvalidOperationException($"Another instance archives {begun.Key}.");
        await storage.DeleteAsync(begun.Key, ct);
        return batch;
    }

    private async Task<ArchiveContent?> ReadBackAsync(ArchiveBatch batch, CancellationToken ct)
    {
        await using var file = await storage.OpenAsync(batch.Key, ct);
        return file is null ? null : await ArchiveFile.ReadAsync(file, ct);
    }
}

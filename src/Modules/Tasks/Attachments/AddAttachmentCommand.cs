using Tracker.Modules.Tasks.Storage.Postgres;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Storage;

namespace Tracker.Modules.Tasks.Attachments;

/// <summary>Adds an attachment to a task (document 002 §5.5).</summary>
/// <param name="UserId">The caller.</param>
/// <param name="FileName">Any text a client sent.</param>
/// <param name="ContentType">Any text a client sent.</param>
public sealed record AddAttachmentCommand(TaskKey Task, Guid UserId, string? FileName, string? ContentType);

public enum AddAttachmentFailure
{
    /// <summary>The task does not exist, or the user may not see it.</summary>
    NotFound,

    /// <summary>The user may see the task, but does not own it.</summary>
    NotOwner,

    /// <summary>The file is over <see cref="AttachmentPolicy.MaxFileBytes"/>.</summary>
    TooLarge,

    /// <summary>The task already has <see cref="AttachmentPolicy.MaxPerTask"/> files.</summary>
    TooMany,

    /// <summary>The user's files together would be over <see cref="AttachmentPolicy.MaxBytesPerUser"/>.</summary>
    StorageFull,

    /// <summary>The upload took longer than <see cref="AttachmentPolicy.MaxUploadTime"/>.</summary>
    TooSlow,
}

/// <summary>
/// Adds attachments. The deletion of the file is scheduled before its first byte is written, and cancelled in the transaction that inserts
/// the row. So after a crash at any time, every row has its file, and no other file is left permanently.
/// </summary>
public sealed class AddAttachmentHandler
{
    private readonly Database database;
    private readonly FileRemovals removals;
    private readonly IFileStorage storage;
    private readonly TaskAudit audit;
    private readonly AttachmentEvents events;
    private readonly TaskPolicy policy;
    private readonly AttachmentPolicy limits;
    private readonly TimeProvider clock;

    internal AddAttachmentHandler(
        Database database,
        FileRemovals removals,
        IFileStorage storage,
        TaskAudit audit,
        AttachmentEvents events,
        TaskPolicy policy,
        AttachmentPolicy limits,
        TimeProvider clock)
        => (this.database, this.removals, this.storage, this.audit, this.events, this.policy, this.limits, this.clock)
            = (database, removals, storage, audit, events, policy, limits, clock);

    /// <summary>Checks permission and quota before the body is read. <see cref="Handle"/> checks again under the lock.</summary>
    /// <returns>Null when the upload is allowed.</returns>
    public async Task<AddAttachmentFailure?> CheckAsync(TaskKey task, Guid userId, CancellationToken ct)
    {
        if (await AttachmentStore.UsageAsync(database, task, ct) is not var (owner, files, ownerBytes)
            || !policy.MayBeReadBy(userId, owner))
        {
            return AddAttachmentFailure.NotFound;
        }

        return owner != userId ? AddAttachmentFailure.NotOwner
            : files >= limits.MaxPerTask ? AddAttachmentFailure.TooMany
            : ownerBytes >= limits.MaxBytesPerUser ? AddAttachmentFailure.StorageFull
            : null;
    }

    /// <param name="command">The task, the caller and the name.</param>
    /// <param name="content">Streamed to the storage.</param>
    /// <param name="ct">Cancels the upload.</param>
    public async Task<Outcome<Attachment, AddAttachmentFailure>> Handle(AddAttachmentCommand command, Stream content, CancellationToken ct)
    {
        var started = clock.UtcNow();
        var id = Uuid.NewOrdered(started);
        var upload = new Upload(id, FileKey.Of(id), started + limits.UnfinishedAfter);
        await removals.ScheduleAsync(upload.File, upload.RemovedAt, ct);

        var written = await WriteAsync(upload.File, content, ct);
        var attached = written.Succeeded(out var size, out var failure) ? await AttachAsync(command, upload, size, ct) : failure;
        if (attached.Failure is not null)
        {
            await removals.ScheduleAsync(upload.File, clock.UtcNow(), ct);
        }

        return attached;
    }

    private async Task<Outcome<long, AddAttachmentFailure>> WriteAsync(FileKey file, Stream content, CancellationToken ct)
    {
        using var timeout = new CancellationTokenSource(limits.MaxUploadTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        try
        {
            var written = await storage.WriteAsync(file, content, limits.MaxFileBytes, either.Token);
            return written.Succeeded(out var size, out var failure)
                ? size
                : failure switch
                {
                    WriteFileFailure.TooLarge => AddAttachmentFailure.TooLarge,
                };
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return AddAttachmentFailure.TooSlow;
        }
    }

    private async Task<Outcome<Attachment, AddAttachmentFailure>> AttachAsync(
        AddAttachmentCommand command, Upload upload, long size, CancellationToken ct)
    {
        await using var work = database.Begin();
        if (await TaskRow.LockAsync(work, command.Task, policy, ct) is not { } task || !task.MayBeReadBy(command.UserId, policy))
        {
            return AddAttachmentFailure.NotFound;
        }

        if (!task.IsOwnedBy(command.UserId))
        {
            return AddAttachmentFailure.NotOwner;
        }

        if (task.AttachmentCount >= limits.MaxPerTask)
        {
            return AddAttachmentFailure.TooMany;
        }

        if (!await AttachmentStore.TakeSpaceAsync(work, task.Owner.Id, size, limits.MaxBytesPerUser, ct))
        {
            return AddAttachmentFailure.StorageFull;
        }

        if (!await FileRemovals.CancelAsync(work, upload.File, upload.RemovedAt, ct))
        {
            return AddAttachmentFailure.TooSlow;
        }

        var attachment = new Attachment(
            upload.Id,
            task.Id,
            AttachmentFileName.Clean(command.FileName),
            AttachmentContentType.Clean(command.ContentType),
            size,
            upload.File.Text,
            clock.UtcNow());
        AttachmentStore.Insert(work, attachment);
        audit.AttachmentAdded(work, task, attachment);
        events.Publish(work, TaskEvent.Added(task, attachment));
        await work.CommitAsync(ct);
        return attachment;
    }

    /// <param name="Id">Of the future attachment.</param>
    /// <param name="RemovedAt">When the file is deleted, unless it becomes an attachment.</param>
    private readonly record struct Upload(Guid Id, FileKey File, DateTime RemovedAt);
}

using Tracker.Modules.Tasks.Storage.Postgres;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Storage;

namespace Tracker.Modules.Tasks.Attachments;

/// <summary>Attaches a file to a task (document 002 §5.5).</summary>
/// <param name="Task">Which task.</param>
/// <param name="UserId">Who asks; only the task's owner may.</param>
/// <param name="FileName">The file's name as it came, which may be anything.</param>
/// <param name="ContentType">Its media type as it came, which may be anything.</param>
public sealed record AddAttachmentCommand(TaskKey Task, Guid UserId, string? FileName, string? ContentType);

/// <summary>Why a file is not attached.</summary>
public enum AddAttachmentFailure
{
    /// <summary>There is no such task, or none that this user may see.</summary>
    NotFound,

    /// <summary>The user may see the task, but it is somebody else's.</summary>
    NotOwner,

    /// <summary>The file is larger than <see cref="AttachmentPolicy.MaxFileBytes"/>.</summary>
    TooLarge,

    /// <summary>The task has <see cref="AttachmentPolicy.MaxPerTask"/> files already.</summary>
    TooMany,

    /// <summary>With this file the user would have more than <see cref="AttachmentPolicy.MaxBytesPerUser"/>.</summary>
    StorageFull,

    /// <summary>It took longer than <see cref="AttachmentPolicy.MaxUploadTime"/>.</summary>
    TooSlow,
}

/// <summary>
/// Attaches files. The file is promised to the removals before its first byte is written, and the promise is taken back in the transaction that adds the row:
/// whatever crashes when, no row is without its file and no file is left over for good.
/// </summary>
public sealed class AddAttachmentHandler
{
    private readonly Database database;
    private readonly FileRemovals removals;
    private readonly IFileStorage storage;
    private readonly TaskAudit audit;
    private readonly TaskPolicy policy;
    private readonly AttachmentPolicy limits;
    private readonly TimeProvider clock;

    internal AddAttachmentHandler(
        Database database,
        FileRemovals removals,
        IFileStorage storage,
        TaskAudit audit,
        TaskPolicy policy,
        AttachmentPolicy limits,
        TimeProvider clock)
        => (this.database, this.removals, this.storage, this.audit, this.policy, this.limits, this.clock)
            = (database, removals, storage, audit, policy, limits, clock);

    /// <summary>Tells what speaks against attaching anything, so that nobody uploads in vain. Only <see cref="Handle"/> decides.</summary>
    /// <returns>Null when nothing does.</returns>
    public async Task<AddAttachmentFailure?> CheckAsync(TaskKey task, Guid userId, CancellationToken ct)
    {
        if (await AttachmentStore.UsageAsync(database, task, ct) is not var (owner, files, ownerBytes) || !policy.MayBeReadBy(userId, owner))
        {
            return AddAttachmentFailure.NotFound;
        }

        return owner != userId ? AddAttachmentFailure.NotOwner
            : files >= limits.MaxPerTask ? AddAttachmentFailure.TooMany
            : ownerBytes >= limits.MaxBytesPerUser ? AddAttachmentFailure.StorageFull
            : null;
    }

    /// <summary>Attaches a file.</summary>
    /// <param name="command">To what, by whom, under which name.</param>
    /// <param name="content">The file, streamed to the storage.</param>
    /// <param name="ct">Gives up.</param>
    public async Task<Outcome<Attachment, AddAttachmentFailure>> Handle(AddAttachmentCommand command, Stream content, CancellationToken ct)
    {
        var started = clock.UtcNow();
        var id = Guid.CreateVersion7(new DateTimeOffset(started));
        var upload = new Upload(id, FileKey.Of(id), started + limits.UnfinishedAfter);
        await removals.PromiseAsync(upload.File, upload.Promised, ct);

        var written = await WriteAsync(upload.File, content, ct);
        var attached = written.Succeeded(out var size, out var failure) ? await AttachAsync(command, upload, size, ct) : failure;
        if (attached.Failure is not null)
        {
            await removals.PromiseAsync(upload.File, clock.UtcNow(), ct);
        }

        return attached;
    }

    private async Task<Outcome<long, AddAttachmentFailure>> WriteAsync(FileKey file, Stream content, CancellationToken ct)
    {
        using var patience = new CancellationTokenSource(limits.MaxUploadTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
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
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return AddAttachmentFailure.TooSlow;
        }
    }

    private async Task<Outcome<Attachment, AddAttachmentFailure>> AttachAsync(AddAttachmentCommand command, Upload upload, long size, CancellationToken ct)
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

        if (!await FileRemovals.CallOffAsync(work, upload.File, upload.Promised, ct))
        {
            return AddAttachmentFailure.TooSlow;
        }

        var attachment = new Attachment(
            upload.Id, task.Id, AttachmentFileName.Clean(command.FileName), AttachmentContentType.Clean(command.ContentType), size, upload.File.Text, clock.UtcNow());
        AttachmentStore.Insert(work, attachment);
        audit.AttachmentAdded(work, task, attachment);
        await work.CommitAsync(ct);
        return attachment;
    }

    /// <summary>A file on its way.</summary>
    /// <param name="Id">Of the attachment it is to become.</param>
    /// <param name="File">Its key.</param>
    /// <param name="Promised">When it goes, unless it becomes one.</param>
    private readonly record struct Upload(Guid Id, FileKey File, DateTime Promised);
}

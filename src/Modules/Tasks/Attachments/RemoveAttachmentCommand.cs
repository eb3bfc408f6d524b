using Tracker.Modules.Tasks.Storage.Postgres;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Attachments;

/// <summary>Takes a file from its task (document 002 §5.5).</summary>
/// <param name="Id">Which attachment.</param>
/// <param name="UserId">Who asks; only the task's owner may.</param>
public sealed record RemoveAttachmentCommand(Guid Id, Guid UserId);

/// <summary>Why a file is not removed.</summary>
public enum RemoveAttachmentFailure
{
    /// <summary>There is none, or none that this user may see.</summary>
    NotFound,

    /// <summary>The user may see it, but the task is somebody else's.</summary>
    NotOwner,
}

/// <summary>Removes attachments: the row at once, the file within seconds by <see cref="RemoveFilesStep"/>.</summary>
public sealed class RemoveAttachmentHandler
{
    private readonly Database database;
    private readonly TaskAudit audit;
    private readonly TaskPolicy policy;
    private readonly TimeProvider clock;

    internal RemoveAttachmentHandler(Database database, TaskAudit audit, TaskPolicy policy, TimeProvider clock)
        => (this.database, this.audit, this.policy, this.clock) = (database, audit, policy, clock);

    /// <summary>Removes one.</summary>
    /// <returns>The attachment as it was.</returns>
    public async Task<Outcome<Attachment, RemoveAttachmentFailure>> Handle(RemoveAttachmentCommand command, CancellationToken ct)
    {
        await using var work = database.Begin();
        if (await AttachmentStore.FindAsync(work, command.Id, ct) is not { } found
            || await TaskRow.LockAsync(work, found.TaskId, policy, ct) is not { } task
            || !task.MayBeReadBy(command.UserId, policy))
        {
            return RemoveAttachmentFailure.NotFound;
        }

        if (!task.IsOwnedBy(command.UserId))
        {
            return RemoveAttachmentFailure.NotOwner;
        }

        // Read again behind the lock: another request may have removed it meanwhile.
        if (await AttachmentStore.FindAsync(work, command.Id, ct) is not { } attachment)
        {
            return RemoveAttachmentFailure.NotFound;
        }

        var now = clock.UtcNow();
        AttachmentStore.Delete(work, attachment, task.Owner.Id);
        FileRemovals.Schedule(work, attachment.StoragePath, now);
        audit.AttachmentRemoved(work, task, attachment, now);
        await work.CommitAsync(ct);
        return attachment;
    }
}

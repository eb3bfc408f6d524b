using Tracker.Modules.Tasks.Storage.Postgres;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Attachments;

/// <summary>Removes an attachment from its task (document 002 §5.5).</summary>
/// <param name="Id">The attachment.</param>
/// <param name="UserId">The caller.</param>
public sealed record RemoveAttachmentCommand(Guid Id, Guid UserId);

public enum RemoveAttachmentFailure
{
    /// <summary>The attachment does not exist, or the user may not see it.</summary>
    NotFound,

    /// <summary>The user may see the attachment, but does not own the task.</summary>
    NotOwner,
}

/// <summary>Removes attachments: the row immediately, the file within seconds (<see cref="RemoveFilesStep"/>).</summary>
public sealed class RemoveAttachmentHandler
{
    private readonly Database database;
    private readonly TaskAudit audit;
    private readonly AttachmentEvents events;
    private readonly TaskPolicy policy;
    private readonly TimeProvider clock;

    internal RemoveAttachmentHandler(
        Database database, TaskAudit audit, AttachmentEvents events, TaskPolicy policy, TimeProvider clock)
        => (this.database, this.audit, this.events, this.policy, this.clock) = (database, audit, events, policy, clock);

    /// <returns>The removed attachment.</returns>
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

        // Read again under the lock: another request may have removed it meanwhile.
        if (await AttachmentStore.FindAsync(work, command.Id, ct) is not { } attachment)
        {
            return RemoveAttachmentFailure.NotFound;
        }

        var now = clock.UtcNow();
        AttachmentStore.Delete(work, attachment, task.Owner.Id);
        FileRemovals.Schedule(work, attachment.StoragePath, now);
        audit.AttachmentRemoved(work, task, attachment, now);
        events.Publish(work, TaskEvent.Removed(task, now));
        await work.CommitAsync(ct);
        return attachment;
    }
}

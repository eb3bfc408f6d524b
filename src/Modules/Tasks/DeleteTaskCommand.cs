using Tracker.Modules.Tasks.Storage;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>Deletes a task with its tags and files (document 002 §5.4).</summary>
/// <param name="Key">Which one.</param>
/// <param name="UserId">Who asks; only the owner may.</param>
public sealed record DeleteTaskCommand(TaskKey Key, Guid UserId);

/// <summary>Why a task is not deleted.</summary>
public enum DeleteTaskFailure
{
    /// <summary>There is none, or none that this user may see.</summary>
    NotFound,

    /// <summary>The user may see it, but it is somebody else's.</summary>
    NotOwner,
}

/// <summary>Deletes tasks.</summary>
public sealed class DeleteTaskHandler
{
    private readonly ITaskStorage storage;
    private readonly TaskAudit audit;
    private readonly TaskPolicy policy;
    private readonly TimeProvider clock;

    internal DeleteTaskHandler(ITaskStorage storage, TaskAudit audit, TaskPolicy policy, TimeProvider clock)
        => (this.storage, this.audit, this.policy, this.clock) = (storage, audit, policy, clock);

    /// <summary>Deletes one.</summary>
    /// <returns>The task as it was.</returns>
    public async Task<Outcome<TaskItem, DeleteTaskFailure>> Handle(DeleteTaskCommand command, CancellationToken ct)
    {
        await using var work = storage.Begin();
        if (await work.LockAsync(command.Key, ct) is not { } task || !task.MayBeReadBy(command.UserId, policy))
        {
            return DeleteTaskFailure.NotFound;
        }

        if (!task.IsOwnedBy(command.UserId))
        {
            return DeleteTaskFailure.NotOwner;
        }

        work.Delete(task);
        audit.Deleted(work, task, clock.UtcNow());
        await work.CommitAsync(ct);
        return task;
    }
}

using Tracker.Modules.Tasks.Storage;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>Changes a task, or with <see cref="TaskChanges.Replacing"/> replaces what it says (document 002 §5.4, <c>PATCH</c> and <c>PUT</c>).</summary>
/// <param name="Key">Which one.</param>
/// <param name="UserId">Who asks; only the owner may.</param>
/// <param name="Changes">What is to become different.</param>
public sealed record UpdateTaskCommand(TaskKey Key, Guid UserId, TaskChanges Changes);

/// <summary>Why a task is not changed.</summary>
public enum UpdateTaskFailure
{
    /// <summary>There is none, or none that this user may see.</summary>
    NotFound,

    /// <summary>The user may see it, but it is somebody else's.</summary>
    NotOwner,
}

/// <summary>Changes tasks. Changes of one task at the same time happen one after the other, and none is lost.</summary>
public sealed class UpdateTaskHandler
{
    private readonly ITaskStorage storage;
    private readonly TaskAudit audit;
    private readonly TaskPolicy policy;
    private readonly TimeProvider clock;

    internal UpdateTaskHandler(ITaskStorage storage, TaskAudit audit, TaskPolicy policy, TimeProvider clock)
        => (this.storage, this.audit, this.policy, this.clock) = (storage, audit, policy, clock);

    /// <summary>Changes one. A change that makes no difference writes nothing and leaves <see cref="TaskItem.UpdatedAt"/> as it was.</summary>
    /// <returns>The task as it is now.</returns>
    public async Task<Outcome<TaskItem, UpdateTaskFailure>> Handle(UpdateTaskCommand command, CancellationToken ct)
    {
        await using var work = storage.Begin();
        if (await work.LockAsync(command.Key, ct) is not { } task || !task.MayBeReadBy(command.UserId, policy))
        {
            return UpdateTaskFailure.NotFound;
        }

        if (!task.IsOwnedBy(command.UserId))
        {
            return UpdateTaskFailure.NotOwner;
        }

        var changed = task.With(command.Changes, clock.UtcNow());
        if (ReferenceEquals(changed, task))
        {
            return task;
        }

        work.Update(task, changed);
        audit.Updated(work, task, changed);
        await work.CommitAsync(ct);
        return changed;
    }
}

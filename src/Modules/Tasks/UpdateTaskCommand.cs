using Tracker.Modules.Tasks.Storage;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>Changes a task (document 002 §5.4, <c>PATCH</c>; <c>PUT</c> with <see cref="TaskChanges.Replacing"/>).</summary>
/// <param name="UserId">The caller.</param>
public sealed record UpdateTaskCommand(TaskKey Key, Guid UserId, TaskChanges Changes);

public enum UpdateTaskFailure
{
    /// <summary>The task does not exist, or the user may not see it.</summary>
    NotFound,

    /// <summary>The user may see the task, but does not own it.</summary>
    NotOwner,
}

/// <summary>Changes tasks. Concurrent changes of a task are applied one after the other; none is lost.</summary>
public sealed class UpdateTaskHandler
{
    private readonly ITaskStorage storage;
    private readonly TaskAudit audit;
    private readonly TaskPolicy policy;
    private readonly TimeProvider clock;

    internal UpdateTaskHandler(ITaskStorage storage, TaskAudit audit, TaskPolicy policy, TimeProvider clock)
        => (this.storage, this.audit, this.policy, this.clock) = (storage, audit, policy, clock);

    /// <summary>A change without effect writes nothing and keeps <see cref="TaskItem.UpdatedAt"/>.</summary>
    /// <returns>The changed task.</returns>
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

        var changed = task.With(WithStatus(command.Changes, task), clock.UtcNow());
        if (ReferenceEquals(changed, task))
        {
            return task;
        }

        work.Update(task, changed);
        audit.Updated(work, task, changed);
        policy.Publish(work, TaskEvent.Updated(task, changed));
        await work.CommitAsync(ct);
        return changed;
    }

    private TaskChanges WithStatus(TaskChanges changes, TaskItem task)
    {
        var isDone = policy.DoneStatuses.Contains(task.Status);
        return changes.Status.IsGiven || changes.Done.Or(isDone) == isDone
            ? changes
            : changes with { Status = isDone ? policy.Statuses.Standard : policy.DoneStatuses[0] };
    }
}

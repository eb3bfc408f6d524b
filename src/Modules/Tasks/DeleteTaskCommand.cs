using Tracker.Modules.Tasks.Storage;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>Deletes a task with its tags and attachments (document 002 §5.4).</summary>
/// <param name="UserId">The caller.</param>
public sealed record DeleteTaskCommand(TaskKey Key, Guid UserId);

public enum DeleteTaskFailure
{
    /// <summary>The task does not exist, or the user may not see it.</summary>
    NotFound,

    /// <summary>The user may see the task, but does not own it.</summary>
    NotOwner,
}

public sealed class DeleteTaskHandler
{
    private readonly ITaskStorage storage;
    private readonly TaskAudit audit;
    private readonly TaskPolicy policy;
    private readonly TimeProvider clock;

    internal DeleteTaskHandler(ITaskStorage storage, TaskAudit audit, TaskPolicy policy, TimeProvider clock)
        => (this.storage, this.audit, this.policy, this.clock) = (storage, audit, policy, clock);

    /// <returns>The task before the deletion.</returns>
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

        var now = clock.UtcNow();
        work.Delete(task);
        audit.Deleted(work, task, now);
        policy.Publish(work, TaskEvent.Deleted(task, now));
        await work.CommitAsync(ct);
        return task;
    }
}

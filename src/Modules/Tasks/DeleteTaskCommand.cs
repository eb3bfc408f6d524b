using Tracker.Modules.Tasks.Storage;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>Deletes a task with its tags and attachments (document 002 §5.4).</summary>
/// <param name="UserId">The caller.</param>
public sealed record DeleteTaskCommand(TaskKey Key, Guid UserId)
{
    /// <summary>Deletes the task only if it has one of these versions; null: whatever version it has.</summary>
    public IReadOnlyCollection<long>? IfVersion { get; init; }
}

public enum DeleteTaskFailure
{
    /// <summary>The task does not exist, or the user may not see it.</summary>
    NotFound,

    /// <summary>The user may see the task, but does not own it.</summary>
    NotOwner,

    /// <summary>The task has none of the versions of the command: another request was faster.</summary>
    VersionChanged,
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
        var outcome = Delete(work, await work.LockAsync(command.Key, ct), command.UserId, command.IfVersion);
        if (outcome.Failure is null)
        {
            await work.CommitAsync(ct);
        }

        return outcome;
    }

    /// <summary>
    /// A task that is refused does not keep the others from being deleted. All are deleted together, in the round trips of one.
    /// </summary>
    /// <returns>The tasks before the deletion, in the order of the command.</returns>
    public async Task<IReadOnlyList<Outcome<TaskItem, DeleteTaskFailure>>> HandleAll(DeleteTasksCommand command, CancellationToken ct)
    {
        await using var work = storage.Begin();
        var tasks = await work.LockAllAsync([.. command.Tasks.Select(each => each.Id)], ct);
        var outcomes = command.Tasks
            .Select(each => Delete(work, tasks.GetValueOrDefault(each.Id), command.UserId, each.IfVersion))
            .ToList();
        if (outcomes.Exists(outcome => outcome.Failure is null))
        {
            await work.CommitAsync(ct);
        }

        return outcomes;
    }

    private Outcome<TaskItem, DeleteTaskFailure> Delete(
        ITaskWork work, TaskItem? task, Guid user, IReadOnlyCollection<long>? versions)
    {
        if (task is null || !task.MayBeReadBy(user, policy))
        {
            return DeleteTaskFailure.NotFound;
        }

        if (!task.IsOwnedBy(user))
        {
            return DeleteTaskFailure.NotOwner;
        }

        if (!task.IsOneOf(versions))
        {
            return DeleteTaskFailure.VersionChanged;
        }

        var now = clock.UtcNow();
        work.Delete(task);
        audit.Deleted(work, task, now);
        policy.Publish(work, TaskEvent.Deleted(task, now));
        return task;
    }
}

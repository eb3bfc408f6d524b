using Tracker.Modules.Tasks.Storage;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>Changes a task (document 002 §5.4, <c>PATCH</c>; <c>PUT</c> with <see cref="TaskChanges.Replacing"/>).</summary>
/// <param name="UserId">The caller.</param>
public sealed record UpdateTaskCommand(TaskKey Key, Guid UserId, TaskChanges Changes)
{
    /// <summary>Changes the task only if it has one of these versions; null: whatever version it has.</summary>
    public IReadOnlyCollection<long>? IfVersion { get; init; }
}

public enum UpdateTaskFailure
{
    /// <summary>The task does not exist, or the user may not see it.</summary>
    NotFound,

    /// <summary>The user may see the task, but does not own it.</summary>
    NotOwner,

    /// <summary>The task has none of the versions of the command: another request was faster.</summary>
    VersionChanged,

    /// <summary>With the added tags the task would have more than <see cref="TaskPolicy.MaxTags"/>.</summary>
    TooManyTags,
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
        var task = await work.LockAsync(command.Key, ct);
        var outcome = Decide(task, command.UserId, command.IfVersion, command.Changes);
        if (Write(work, task, outcome))
        {
            await work.CommitAsync(ct);
        }

        return outcome;
    }

    /// <summary>
    /// A task that is refused does not keep the others from being changed. All changes are committed together, in the round trips of one.
    /// </summary>
    /// <returns>The outcomes in the order of the command.</returns>
    public async Task<IReadOnlyList<Outcome<TaskItem, UpdateTaskFailure>>> HandleAll(UpdateTasksCommand command, CancellationToken ct)
    {
        await using var work = storage.Begin();
        var tasks = await work.LockAllAsync([.. command.Tasks.Select(each => each.Id)], ct);
        var outcomes = new List<Outcome<TaskItem, UpdateTaskFailure>>(command.Tasks.Count);
        var hasWrites = false;
        foreach (var (id, versions) in command.Tasks)
        {
            var task = tasks.GetValueOrDefault(id);
            var outcome = Decide(task, command.UserId, versions, command.Changes);
            hasWrites |= Write(work, task, outcome);
            outcomes.Add(outcome);
        }

        if (hasWrites)
        {
            await work.CommitAsync(ct);
        }

        return outcomes;
    }

    private Outcome<TaskItem, UpdateTaskFailure> Decide(
        TaskItem? task, Guid user, IReadOnlyCollection<long>? versions, TaskChanges changes)
    {
        if (task is null || !task.MayBeReadBy(user, policy))
        {
            return UpdateTaskFailure.NotFound;
        }

        if (!task.IsOwnedBy(user))
        {
            return UpdateTaskFailure.NotOwner;
        }

        if (!task.IsOneOf(versions))
        {
            return UpdateTaskFailure.VersionChanged;
        }

        var changed = task.With(WithStatus(changes, task), clock.UtcNow());
        return changes.AddedTags.Count > 0 && changed.Tags.Count > policy.MaxTags ? UpdateTaskFailure.TooManyTags : changed;
    }

    /// <returns>False when there is nothing to write.</returns>
    private bool Write(ITaskWork work, TaskItem? task, Outcome<TaskItem, UpdateTaskFailure> outcome)
    {
        if (task is null || !outcome.Succeeded(out var changed, out _) || ReferenceEquals(changed, task))
        {
            return false;
        }

        work.Update(task, changed);
        audit.Updated(work, task, changed);
        policy.Publish(work, TaskEvent.Updated(task, changed));
        return true;
    }

    private TaskChanges WithStatus(TaskChanges changes, TaskItem task)
    {
        var isDone = policy.DoneStatuses.Contains(task.Status);
        return changes.Status.IsGiven || changes.Done.Or(isDone) == isDone
            ? changes
            : changes with { Status = isDone ? policy.Statuses.Standard : policy.DoneStatuses[0] };
    }
}

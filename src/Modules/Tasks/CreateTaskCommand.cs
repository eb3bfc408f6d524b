using Tracker.Modules.Tasks.Storage;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>Creates a task (document 002 §5.4).</summary>
public sealed record CreateTaskCommand(TaskOwner Owner, TaskContent Content);

/// <summary>Stores the task, the audit entry and the system's event in one transaction. It has no expected failure.</summary>
public sealed class CreateTaskHandler
{
    private readonly ITaskStorage storage;
    private readonly TaskAudit audit;
    private readonly TaskPolicy policy;
    private readonly TimeProvider clock;

    internal CreateTaskHandler(ITaskStorage storage, TaskAudit audit, TaskPolicy policy, TimeProvider clock)
        => (this.storage, this.audit, this.policy, this.clock) = (storage, audit, policy, clock);

    public async Task<TaskItem> Handle(CreateTaskCommand command, CancellationToken ct)
    {
        var now = clock.UtcNow();
        long? number = policy.ShowsNumbers ? await storage.DrawNumberAsync(ct) : null;
        var task = TaskItem.Create(Uuid.NewOrdered(now), number, command.Owner, command.Content, policy, now);

        await using var work = storage.Begin();
        await InsertAsync(work, task, ct);
        return task;
    }

    /// <summary>Stores a new task with what else belongs to its creation, and commits.</summary>
    internal async Task InsertAsync(ITaskWork work, TaskItem task, CancellationToken ct)
    {
        work.Insert(task);
        audit.Created(work, task);
        policy.Publish(work, TaskEvent.Created(task));
        await work.CommitAsync(ct);
    }
}

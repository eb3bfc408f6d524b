using Tracker.Modules.Tasks.Storage.Postgres;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>Makes a task (document 002 §5.4).</summary>
/// <param name="Owner">Whose it will be.</param>
/// <param name="Content">What it says.</param>
public sealed record CreateTaskCommand(TaskOwner Owner, TaskContent Content);

/// <summary>Creates tasks: the row, its tags, the audit entry and what the system adds, in one transaction. Nothing about it fails expectedly.</summary>
public sealed class CreateTaskHandler
{
    private readonly TaskStore store;
    private readonly TaskAudit audit;
    private readonly TaskPolicy policy;
    private readonly TimeProvider clock;

    internal CreateTaskHandler(TaskStore store, TaskAudit audit, TaskPolicy policy, TimeProvider clock)
        => (this.store, this.audit, this.policy, this.clock) = (store, audit, policy, clock);

    /// <summary>Creates one.</summary>
    public async Task<TaskItem> Handle(CreateTaskCommand command, CancellationToken ct)
    {
        var now = clock.UtcNow();
        long? number = policy.ShowsNumbers ? await store.DrawNumberAsync(ct) : null;
        var task = TaskItem.Create(Guid.CreateVersion7(new DateTimeOffset(now)), number, command.Owner, command.Content, policy, now);

        await using var work = store.Begin();
        TaskStore.Insert(work, task);
        audit.Created(work, task);
        policy.Created?.Invoke(work, task);
        await work.CommitAsync(ct);
        return task;
    }
}

using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence.Auditing;

namespace Tracker.Modules.Tasks.Storage;

/// <summary>One transaction over tasks. Every write keeps the totals. Disposing without a commit rolls everything back.</summary>
internal interface ITaskWork : IAsyncDisposable
{
    /// <summary>Reads a task and keeps others from changing it until the transaction ends; null when there is none.</summary>
    Task<TaskItem?> LockAsync(TaskKey key, CancellationToken ct);

    /// <summary>Stores a new task. Without a number it gets the next one.</summary>
    void Insert(TaskItem task);

    /// <summary>Replaces what a locked task says.</summary>
    /// <param name="before">As it was when it was locked.</param>
    /// <param name="after">As it is from now on.</param>
    void Update(TaskItem before, TaskItem after);

    /// <summary>Deletes a locked task with everything that belongs to it.</summary>
    void Delete(TaskItem task);

    /// <summary>Appends to the audit log, where there is one.</summary>
    void Append(AuditEntry entry);

    /// <summary>Appends to the outbox: the event is published exactly when the transaction is committed.</summary>
    void Append(OutboxMessage message);

    /// <summary>Commits. The caller may stop waiting, but a commit that was begun goes on.</summary>
    Task CommitAsync(CancellationToken ct);
}

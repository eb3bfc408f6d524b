using Tracker.Platform.Idempotency;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence.Auditing;

namespace Tracker.Modules.Tasks.Storage;

/// <summary>A transaction on tasks. Each write also updates the counts. Disposing without a commit rolls back.</summary>
internal interface ITaskWork : IAsyncDisposable
{
    /// <summary>Reads a task and locks it until the transaction ends; null when it does not exist.</summary>
    Task<TaskItem?> LockAsync(TaskKey key, CancellationToken ct);

    /// <summary>
    /// Reads and locks several tasks. They are locked in the order of their ids, so that two transactions with the same tasks wait for each
    /// other instead of deadlocking.
    /// </summary>
    /// <returns>Those that exist.</returns>
    Task<IReadOnlyDictionary<Guid, TaskItem>> LockAllAsync(IReadOnlyList<Guid> ids, CancellationToken ct);

    /// <summary>
    /// Takes an idempotency key. It must be the first write. An adapter for systems without keys need not support it.
    /// </summary>
    void Take(IdempotencyKeys keys, KeyedRequest request);

    /// <summary>Stores a new task. A task without a number gets the next one.</summary>
    void Insert(TaskItem task);

    /// <summary>Updates a locked task.</summary>
    /// <param name="before">The task as <see cref="LockAsync"/> returned it.</param>
    void Update(TaskItem before, TaskItem after);

    /// <summary>Deletes a locked task with its tags, attachments and files.</summary>
    void Delete(TaskItem task);

    /// <summary>Appends to the audit log; does nothing in systems without one.</summary>
    void Append(AuditEntry entry);

    /// <summary>Appends to the outbox. The event is published if and only if the transaction commits.</summary>
    void Append(OutboxMessage message);

    /// <summary>Commits. Cancellation ends the wait, but not a commit that has begun.</summary>
    Task CommitAsync(CancellationToken ct);
}

using Tracker.Modules.Tasks.Storage;
using Tracker.Platform.Idempotency;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>Creates a task, unless the owner has created it with this key in the last 24 hours.</summary>
/// <param name="Key">Identifies the request; max 255 characters.</param>
public sealed record CreateTaskOnceCommand(TaskOwner Owner, TaskContent Content, string Key);

public enum CreateTaskOnceFailure
{
    /// <summary>The owner created another task with this key.</summary>
    KeyUsedForAnotherTask,

    /// <summary>Another request with this key is in progress.</summary>
    KeyInUse,
}

/// <param name="Task">As it was created, whatever has happened to it since.</param>
/// <param name="IsRepeat">An earlier request created it.</param>
public sealed record CreatedTask(TaskItem Task, bool IsRepeat);

/// <summary>
/// Stores the key with the task, in one transaction. It requires a system without numbers of tasks (<see cref="TaskPolicy.ShowsNumbers"/>).
/// </summary>
public sealed class CreateTaskOnceHandler
{
    private readonly CreateTaskHandler create;
    private readonly ITaskStorage storage;
    private readonly IdempotencyKeys keys;
    private readonly TaskPolicy policy;
    private readonly TimeProvider clock;

    internal CreateTaskOnceHandler(
        CreateTaskHandler create, ITaskStorage storage, IdempotencyKeys keys, TaskPolicy policy, TimeProvider clock) =>
        (this.create, this.storage, this.keys, this.policy, this.clock) = (create, storage, keys, policy, clock);

    public async Task<Outcome<CreatedTask, CreateTaskOnceFailure>> Handle(CreateTaskOnceCommand command, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var task = TaskItem.Create(Uuid.NewOrdered(now), number: null, command.Owner, command.Content, policy, now);
        var request = new KeyedRequest(command.Owner.Id, command.Key, TaskContentHash.Of(task), task.Id, now);
        var outcome = await keys.OnceAsync(request, ct => InsertAsync(task, request, ct), ct);
        return outcome.Succeeded(out var first, out var failure)
            ? new CreatedTask(first.IsRepeat ? AsCreated(first, command) : task, first.IsRepeat)
            : failure switch
            {
                KeyFailure.UsedForOtherContent => CreateTaskOnceFailure.KeyUsedForAnotherTask,
                KeyFailure.InUse => CreateTaskOnceFailure.KeyInUse,
            };
    }

    // The contents are equal, so id and time are all that the first request had of its own.
    private TaskItem AsCreated(FirstUse first, CreateTaskOnceCommand command) =>
        TaskItem.Create(first.CreatedId, number: null, command.Owner, command.Content, policy, first.CreatedAt);

    private async Task InsertAsync(TaskItem task, KeyedRequest request, CancellationToken ct)
    {
        await using var work = storage.Begin();
        work.Take(keys, request);
        await create.InsertAsync(work, task, ct);
    }
}

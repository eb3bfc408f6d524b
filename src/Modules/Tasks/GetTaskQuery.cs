using Tracker.Modules.Tasks.Storage;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>Reads a task.</summary>
/// <param name="Key">Which one.</param>
/// <param name="ReaderId">Who asks.</param>
public sealed record GetTaskQuery(TaskKey Key, Guid ReaderId);

/// <summary>Why a task is not shown.</summary>
public enum GetTaskFailure
{
    /// <summary>There is none, or none that this user may see.</summary>
    NotFound,
}

/// <summary>Reads single tasks.</summary>
public sealed class GetTaskHandler
{
    private readonly ITaskStorage storage;
    private readonly TaskPolicy policy;

    internal GetTaskHandler(ITaskStorage storage, TaskPolicy policy) => (this.storage, this.policy) = (storage, policy);

    /// <summary>Reads one.</summary>
    public async Task<Outcome<TaskItem, GetTaskFailure>> Handle(GetTaskQuery query, CancellationToken ct)
    {
        var task = await storage.FindAsync(query.Key, ct);
        return task is not null && task.MayBeReadBy(query.ReaderId, policy) ? task : GetTaskFailure.NotFound;
    }
}

using Tracker.Modules.Tasks.Storage;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <param name="ReaderId">The caller.</param>
public sealed record GetTaskQuery(TaskKey Key, Guid ReaderId);

public enum GetTaskFailure
{
    /// <summary>The task does not exist, or the user may not see it.</summary>
    NotFound,
}

public sealed class GetTaskHandler
{
    private readonly ITaskStorage storage;
    private readonly TaskPolicy policy;

    internal GetTaskHandler(ITaskStorage storage, TaskPolicy policy) => (this.storage, this.policy) = (storage, policy);

    public async Task<Outcome<TaskItem, GetTaskFailure>> Handle(GetTaskQuery query, CancellationToken ct)
    {
        var task = await storage.FindAsync(query.Key, ct);
        return task is not null && task.MayBeReadBy(query.ReaderId, policy) ? task : GetTaskFailure.NotFound;
    }
}

using Npgsql;
using Tracker.Modules.Tasks.Storage;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>Reads a page of the tasks that the caller may see (document 002 §5.4).</summary>
/// <param name="ReaderId">The caller.</param>
/// <param name="Sort">The primary sort first; empty: newest first. Ties are sorted by id, in the direction of the last sort.</param>
public sealed record ListTasksQuery(Guid ReaderId, TaskFilter Filter, IReadOnlyList<TaskSort> Sort, PageRequest Page);

/// <summary>Lists tasks. It has no expected failure; a query over the statement timeout is a <see cref="PostgresException"/>.</summary>
public sealed class ListTasksHandler
{
    private readonly ITaskStorage storage;
    private readonly TaskPolicy policy;

    internal ListTasksHandler(ITaskStorage storage, TaskPolicy policy) => (this.storage, this.policy) = (storage, policy);

    /// <summary>Reads one page and the exact number of tasks on all pages, in one round trip.</summary>
    public async Task<Page<TaskItem>> Handle(ListTasksQuery query, CancellationToken ct)
    {
        if (policy.Readers == TaskReaders.Owner && query.Filter.OwnerId is { } owner && owner != query.ReaderId)
        {
            return new Page<TaskItem>([], 0);
        }

        var filter = policy.Readers == TaskReaders.Owner ? query.Filter with { OwnerId = query.ReaderId } : query.Filter;
        return await storage.ListAsync(filter, query.Sort, query.Page, ct);
    }
}

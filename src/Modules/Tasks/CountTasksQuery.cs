using Tracker.Modules.Tasks.Storage;

namespace Tracker.Modules.Tasks;

/// <summary>Counts the caller's own tasks.</summary>
/// <param name="OwnerId">The caller.</param>
public sealed record CountTasksQuery(Guid OwnerId);

/// <summary>The counts of one owner's tasks.</summary>
public sealed class TaskStatistics
{
    private readonly Dictionary<RankedWord, long> statuses;
    private readonly Dictionary<RankedWord, long> priorities;

    internal TaskStatistics(TaskPolicy policy)
    {
        statuses = policy.Statuses.Words.ToDictionary(status => status, _ => 0L);
        priorities = policy.Priorities.Words.ToDictionary(priority => priority, _ => 0L);
    }

    public long Total { get; private set; }

    /// <summary>Has every status of the system, with 0 for none.</summary>
    public IReadOnlyDictionary<RankedWord, long> Statuses => statuses;

    /// <summary>Has every priority of the system, with 0 for none.</summary>
    public IReadOnlyDictionary<RankedWord, long> Priorities => priorities;

    internal void Add(RankedWord status, RankedWord priority, long tasks)
    {
        Total += tasks;
        statuses[status] += tasks;
        priorities[priority] += tasks;
    }
}

/// <summary>Counts tasks exactly, in a time that does not depend on their number. It has no expected failure.</summary>
public sealed class CountTasksHandler
{
    private readonly ITaskStorage storage;

    internal CountTasksHandler(ITaskStorage storage) => this.storage = storage;

    public Task<TaskStatistics> Handle(CountTasksQuery query, CancellationToken ct) => storage.CountAsync(query.OwnerId, ct);
}

using Tracker.Modules.Tasks.Storage;

namespace Tracker.Modules.Tasks;

/// <summary>Counts the tasks of a user.</summary>
/// <param name="OwnerId">Whose tasks, which is who asks.</param>
public sealed record CountTasksQuery(Guid OwnerId);

/// <summary>How many tasks somebody has.</summary>
public sealed class TaskStatistics
{
    private readonly Dictionary<RankedWord, long> statuses;
    private readonly Dictionary<RankedWord, long> priorities;

    internal TaskStatistics(TaskPolicy policy)
    {
        statuses = policy.Statuses.Words.ToDictionary(status => status, _ => 0L);
        priorities = policy.Priorities.Words.ToDictionary(priority => priority, _ => 0L);
    }

    /// <summary>All of them.</summary>
    public long Total { get; private set; }

    /// <summary>How many have each status of the system.</summary>
    public IReadOnlyDictionary<RankedWord, long> Statuses => statuses;

    /// <summary>How many have each priority of the system.</summary>
    public IReadOnlyDictionary<RankedWord, long> Priorities => priorities;

    internal void Add(RankedWord status, RankedWord priority, long tasks)
    {
        Total += tasks;
        statuses[status] += tasks;
        priorities[priority] += tasks;
    }
}

/// <summary>Counts tasks. Nothing about it fails expectedly.</summary>
public sealed class CountTasksHandler
{
    private readonly ITaskStorage storage;

    internal CountTasksHandler(ITaskStorage storage) => this.storage = storage;

    /// <summary>Counts them exactly, at a cost that does not grow with their number.</summary>
    public Task<TaskStatistics> Handle(CountTasksQuery query, CancellationToken ct) => storage.CountAsync(query.OwnerId, ct);
}

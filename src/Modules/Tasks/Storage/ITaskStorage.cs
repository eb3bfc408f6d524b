using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Storage;

/// <summary>Where tasks are kept. An adapter may do without tags, files, audit log and search: it serves systems that have none.</summary>
internal interface ITaskStorage
{
    /// <summary>Begins a transaction. It costs nothing until it is used.</summary>
    ITaskWork Begin();

    /// <summary>Reads a task; null when there is none.</summary>
    Task<TaskItem?> FindAsync(TaskKey key, CancellationToken ct);

    /// <summary>Reads one page and the exact number of tasks on all pages.</summary>
    /// <param name="filter">Which tasks.</param>
    /// <param name="sort">In which order, the most important step first; empty for the newest first. Ties are broken by id, in the
    /// direction of the last step.</param>
    /// <param name="page">Which part.</param>
    /// <param name="ct">Ends it.</param>
    Task<Page<TaskItem>> ListAsync(TaskFilter filter, IReadOnlyList<TaskSort> sort, PageRequest page, CancellationToken ct);

    /// <summary>Counts an owner's tasks exactly, at a cost that does not grow with their number.</summary>
    Task<TaskStatistics> CountAsync(Guid owner, CancellationToken ct);

    /// <summary>Takes a number for a task that is not stored yet. Numbers rise and may have gaps.</summary>
    Task<long> DrawNumberAsync(CancellationToken ct);
}

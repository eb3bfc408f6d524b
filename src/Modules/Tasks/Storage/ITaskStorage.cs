using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Storage;

/// <summary>The storage of tasks. An adapter for systems without tags, files, audit log or search need not support them.</summary>
internal interface ITaskStorage
{
    /// <summary>Begins a transaction. It opens no connection until it is used.</summary>
    ITaskWork Begin();

    /// <summary>Null when the task does not exist.</summary>
    Task<TaskItem?> FindAsync(TaskKey key, CancellationToken ct);

    /// <summary>Reads one page and the exact number of tasks on all pages.</summary>
    /// <param name="sort">The primary sort first; empty: newest first. Ties are sorted by id, in the direction of the last sort.</param>
    Task<Page<TaskItem>> ListAsync(TaskFilter filter, IReadOnlyList<TaskSort> sort, PageRequest page, CancellationToken ct);

    /// <summary>Counts an owner's tasks exactly, in a time that does not depend on their number.</summary>
    Task<TaskStatistics> CountAsync(Guid owner, CancellationToken ct);

    /// <summary>Takes the next number for a new task. Numbers rise, possibly with gaps.</summary>
    Task<long> DrawNumberAsync(CancellationToken ct);
}

using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks;

/// <summary>Who may read a task. Only its owner may ever change or delete it (document 002 §4.3).</summary>
public enum TaskReaders
{
    /// <summary>Every user reads every task (document 002 §4.3).</summary>
    Everyone,

    /// <summary>Nobody else learns that it exists (documents 001 and 004).</summary>
    Owner,
}

/// <summary>What one system wants of its tasks.</summary>
public sealed record TaskPolicy
{
    /// <summary>Its statuses.</summary>
    public required Vocabulary Statuses { get; init; }

    /// <summary>Its priorities; a system without priorities names a single word.</summary>
    public required Vocabulary Priorities { get; init; }

    /// <summary>The statuses of a task that needs no more work.</summary>
    public required IReadOnlyList<RankedWord> DoneStatuses { get; init; }

    /// <summary>Who may read a task; the default is everyone.</summary>
    public TaskReaders Readers { get; init; } = TaskReaders.Everyone;

    /// <summary>The longest title, in Unicode code points; the default is 200.</summary>
    public int MaxTitleLength { get; init; } = 200;

    /// <summary>The longest description, in Unicode code points; the default is 10,000.</summary>
    public int MaxDescriptionLength { get; init; } = 10_000;

    /// <summary>The most tags a task has; the default is 20.</summary>
    public int MaxTags { get; init; } = 20;

    /// <summary>The longest tag, in Unicode code points; the default is 50.</summary>
    public int MaxTagLength { get; init; } = 50;

    /// <summary>
    /// Whether a new task must know its number at once, because the system shows numbers; the default is false. It costs one more round trip:
    /// otherwise the database counts by itself, and only tasks that were read have a number.
    /// </summary>
    public bool ShowsNumbers { get; init; }

    /// <summary>Called within the transaction of every creation, e.g. to add an event to the outbox; null for a system whose tasks nobody waits for.</summary>
    public Action<UnitOfWork, TaskItem>? Created { get; init; }

    /// <summary>Called within the transaction of every batch of reminders with how many there are, e.g. to count them; null for
    /// a system that does not count.</summary>
    public Action<UnitOfWork, int>? Reminded { get; init; }

    internal bool MayBeReadBy(Guid user, Guid owner) => Readers == TaskReaders.Everyone || user == owner;
}

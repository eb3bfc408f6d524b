using Tracker.Platform.Messaging;
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

/// <summary>The audit events of a system that keeps an audit log.</summary>
/// <param name="Created">A task was created.</param>
/// <param name="Updated">A task was changed.</param>
/// <param name="Deleted">A task was deleted.</param>
/// <param name="AttachmentAdded">A file was attached.</param>
/// <param name="AttachmentRemoved">A file was removed from its task.</param>
/// <param name="ReminderSent">The system reminded of a task.</param>
public sealed record TaskAuditEvents(
    string Created, string Updated, string Deleted, string AttachmentAdded, string AttachmentRemoved, string ReminderSent);

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

    /// <summary>The event that the creation of a task publishes; null for a system whose tasks nobody waits for.</summary>
    public Func<TaskItem, OutboxMessage>? Created { get; init; }

    /// <summary>What is written to the audit trail; null for nothing.</summary>
    public TaskAuditEvents? AuditEvents { get; init; }

    /// <summary>Called within the transaction of every batch of reminders with how many there are; null for a system that does not count
    /// them. It is no message: the count is exact only as a row of that transaction, and no service waits for it.</summary>
    public Action<UnitOfWork, int>? Reminded { get; init; }

    internal bool MayBeReadBy(Guid user, Guid owner) => Readers == TaskReaders.Everyone || user == owner;
}

using Tracker.Modules.Tasks.Storage;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks;

/// <summary>Who may read a task. Only its owner may change or delete it (document 002 §4.3).</summary>
public enum TaskReaders
{
    /// <summary>All users (document 002 §4.3).</summary>
    Everyone,

    /// <summary>Other users do not learn whether it exists (documents 001 and 004).</summary>
    Owner,
}

/// <summary>The audit events of a system with an audit log.</summary>
public sealed record TaskAuditEvents(
    string Created, string Updated, string Deleted, string AttachmentAdded, string AttachmentRemoved, string ReminderSent);

/// <summary>The rules of a system's tasks.</summary>
public sealed record TaskPolicy
{
    public required Vocabulary Statuses { get; init; }

    /// <summary>A system without priorities has a single one.</summary>
    public required Vocabulary Priorities { get; init; }

    /// <summary>The statuses that need no reminder.</summary>
    public required IReadOnlyList<RankedWord> DoneStatuses { get; init; }

    /// <summary>The default is everyone.</summary>
    public TaskReaders Readers { get; init; } = TaskReaders.Everyone;

    /// <summary>In Unicode code points; the default is 200.</summary>
    public int MaxTitleLength { get; init; } = 200;

    /// <summary>In Unicode code points; the default is 10,000.</summary>
    public int MaxDescriptionLength { get; init; } = 10_000;

    /// <summary>The default is 20.</summary>
    public int MaxTags { get; init; } = 20;

    /// <summary>In Unicode code points; the default is 50.</summary>
    public int MaxTagLength { get; init; } = 50;

    /// <summary>
    /// Whether a new task has its number immediately, because the contract shows numbers; the default is false. It costs one more round
    /// trip: otherwise the insert draws the number, and only tasks that are read have one.
    /// </summary>
    public bool ShowsNumbers { get; init; }

    /// <summary>
    /// The message of a change, which is published if and only if the change is committed; null for a change without one. Default: null, no
    /// change has one. A service with messages has an <see cref="Outbox"/>.
    /// </summary>
    public Func<TaskEvent, OutboxMessage?>? EventOf { get; init; }

    /// <summary>Null: no audit entries.</summary>
    public TaskAuditEvents? AuditEvents { get; init; }

    /// <summary>Called in the transaction of each batch of reminders with their number, which is exact only as a row of that transaction;
    /// default: null.</summary>
    public Action<UnitOfWork, int>? Reminded { get; init; }

    /// <summary>Appends the message of a change to its transaction, if the system has one.</summary>
    internal void Publish(ITaskWork work, TaskEvent change)
    {
        if (EventOf?.Invoke(change) is { } message)
        {
            work.Append(message);
        }
    }

    internal bool MayBeReadBy(Guid user, Guid owner) => Readers == TaskReaders.Everyone || user == owner;
}

using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>A task (document 002 §3.1). It never changes: a change makes another. Times are UTC in whole milliseconds.</summary>
public sealed class TaskItem
{
    /// <summary>A task as it is stored; what it may be without is set beside.</summary>
    internal TaskItem(Guid id, long? number, TaskOwner owner, string title, RankedWord status, RankedWord priority, DateTime createdAt)
        => (Id, Number, Owner, Title, Status, Priority, CreatedAt, UpdatedAt) = (id, number, owner, title, status, priority, createdAt, createdAt);

    /// <summary>Rises with the time of creation.</summary>
    public Guid Id { get; }

    /// <summary>The task's number; null only for a new task where <see cref="TaskPolicy.ShowsNumbers"/> is off.</summary>
    public long? Number { get; }

    /// <summary>Who made it, and alone may change it.</summary>
    public TaskOwner Owner { get; }

    /// <summary>Never empty.</summary>
    public string Title { get; }

    /// <summary>Null when there is none.</summary>
    public string? Description { get; internal init; }

    /// <summary>One of the system's statuses.</summary>
    public RankedWord Status { get; }

    /// <summary>One of the system's priorities.</summary>
    public RankedWord Priority { get; }

    /// <summary>Null when there is none.</summary>
    public DateTime? DueDate { get; internal init; }

    /// <summary>Lower case, no duplicates, sorted.</summary>
    public IReadOnlyList<string> Tags { get; internal init; } = [];

    /// <summary>How many files it has.</summary>
    public int AttachmentCount { get; internal init; }

    /// <summary>When it was made.</summary>
    public DateTime CreatedAt { get; }

    /// <summary>When it last became different.</summary>
    public DateTime UpdatedAt { get; internal init; }

    internal static TaskItem Create(Guid id, long? number, TaskOwner owner, TaskContent content, TaskPolicy policy, DateTime now)
    {
        var status = content.Status ?? policy.Statuses.Standard;
        var priority = content.Priority ?? policy.Priorities.Standard;
        return new TaskItem(id, number, owner, NotEmpty(content.Title), status, priority, now)
        {
            Description = content.Description,
            DueDate = Truncated(content.DueDate),
            Tags = TaskTags.Normalise(content.Tags ?? []),
        };
    }

    internal bool MayBeReadBy(Guid user, TaskPolicy policy) => policy.MayBeReadBy(user, Owner.Id);

    internal bool IsOwnedBy(Guid user) => Owner.Id == user;

    /// <summary>The task with the changes made, or this one when they make no difference.</summary>
    internal TaskItem With(TaskChanges changes, DateTime now)
    {
        var title = NotEmpty(changes.Title.Or(Title));
        var changed = new TaskItem(Id, Number, Owner, title, changes.Status.Or(Status), changes.Priority.Or(Priority), CreatedAt)
        {
            Description = changes.Description.Or(Description),
            DueDate = Truncated(changes.DueDate.Or(DueDate)),
            Tags = TaskTags.Normalise(changes.Tags.Or(Tags)),
            AttachmentCount = AttachmentCount,
            UpdatedAt = now,
        };
        return changed.SaysTheSameAs(this) ? this : changed;
    }

    private bool SaysTheSameAs(TaskItem other) =>
        (Title, Description, Status, Priority, DueDate) == (other.Title, other.Description, other.Status, other.Priority, other.DueDate)
        && TaskTags.AreSame(Tags, other.Tags);

    private static string NotEmpty(string title) =>
        VisibleText.IsBlank(title) ? throw new ArgumentException("a task has a title", nameof(title)) : title;

    private static DateTime? Truncated(DateTime? time) => time is { } utc ? UtcMilliseconds.Truncate(utc) : null;
}

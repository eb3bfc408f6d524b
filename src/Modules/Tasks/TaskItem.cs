using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>A task (document 002 §3.1), immutable. Times are UTC in whole milliseconds.</summary>
public sealed class TaskItem
{
    /// <summary>Takes the required members; the initializer sets the others.</summary>
    internal TaskItem(Guid id, long? number, TaskOwner owner, string title, RankedWord status, RankedWord priority, DateTime createdAt)
        => (Id, Number, Owner, Title, Status, Priority, CreatedAt, UpdatedAt)
            = (id, number, owner, title, status, priority, createdAt, createdAt);

    /// <summary>Rises with the time of creation.</summary>
    public Guid Id { get; }

    /// <summary>Null only for new tasks, where <see cref="TaskPolicy.ShowsNumbers"/> is off.</summary>
    public long? Number { get; }

    /// <summary>The creator. Only the owner may change the task.</summary>
    public TaskOwner Owner { get; }

    /// <summary>Never blank.</summary>
    public string Title { get; }

    /// <summary>Null for none.</summary>
    public string? Description { get; internal init; }

    /// <summary>One of the system's statuses.</summary>
    public RankedWord Status { get; }

    /// <summary>One of the system's priorities.</summary>
    public RankedWord Priority { get; }

    /// <summary>Null for none.</summary>
    public DateTime? DueDate { get; internal init; }

    /// <summary>In lower case, without duplicates, sorted.</summary>
    public IReadOnlyList<string> Tags { get; internal init; } = [];

    public int AttachmentCount { get; internal init; }

    public DateTime CreatedAt { get; }

    /// <summary>The time of the last effective change.</summary>
    public DateTime UpdatedAt { get; internal init; }

    /// <summary>Rises with each change, also with those of the attachments; 1 for new tasks. MySQL does not store it.</summary>
    public long Version { get; internal init; } = 1;

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

    /// <param name="versions">Null for any version.</param>
    internal bool IsOneOf(IReadOnlyCollection<long>? versions) => versions is null || versions.Contains(Version);

    /// <returns>A changed copy, or this instance when the changes have no effect.</returns>
    internal TaskItem With(TaskChanges changes, DateTime now)
    {
        var title = NotEmpty(changes.Title.Or(Title));
        var changed = new TaskItem(Id, Number, Owner, title, changes.Status.Or(Status), changes.Priority.Or(Priority), CreatedAt)
        {
            Description = changes.Description.Or(Description),
            DueDate = Truncated(changes.DueDate.Or(DueDate)),
            Tags = TaskTags.Change(changes.Tags.Or(Tags), changes.AddedTags, changes.RemovedTags),
            AttachmentCount = AttachmentCount,
            UpdatedAt = now,
            Version = Version + 1,
        };
        return changed.HasContentOf(this) ? this : changed;
    }

    private bool HasContentOf(TaskItem other) =>
        (Title, Description, Status, Priority, DueDate) == (other.Title, other.Description, other.Status, other.Priority, other.DueDate)
        && TaskTags.AreSame(Tags, other.Tags);

    private static string NotEmpty(string title) =>
        VisibleText.IsBlank(title) ? throw new ArgumentException("a task has a title", nameof(title)) : title;

    private static DateTime? Truncated(DateTime? time) => time is { } utc ? UtcMilliseconds.Truncate(utc) : null;
}

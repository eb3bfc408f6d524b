using Tracker.Modules.Tasks.Storage.Postgres;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>A task (document 002 §3.1). Times are UTC in whole milliseconds.</summary>
public sealed class TaskItem
{
    private TaskItem(Guid id, long? number, TaskOwner owner, string title, RankedWord status, RankedWord priority, DateTime createdAt)
        => (Id, Number, Owner, Title, Status, Priority, CreatedAt, UpdatedAt) = (id, number, owner, title, status, priority, createdAt, createdAt);

    /// <summary>Rises with the time of creation.</summary>
    public Guid Id { get; }

    /// <summary>The task's number; null only for a new task where <see cref="TaskPolicy.ShowsNumbers"/> is off.</summary>
    public long? Number { get; }

    /// <summary>Who made it, and alone may change it.</summary>
    public TaskOwner Owner { get; }

    /// <summary>Never empty.</summary>
    public string Title { get; private set; }

    /// <summary>Null when there is none.</summary>
    public string? Description { get; private set; }

    /// <summary>One of the system's statuses.</summary>
    public RankedWord Status { get; private set; }

    /// <summary>One of the system's priorities.</summary>
    public RankedWord Priority { get; private set; }

    /// <summary>Null when there is none.</summary>
    public DateTime? DueDate { get; private set; }

    /// <summary>Lower case, no duplicates, sorted.</summary>
    public IReadOnlyList<string> Tags { get; private set; } = [];

    /// <summary>How many files it has.</summary>
    public int AttachmentCount { get; private init; }

    /// <summary>When it was made.</summary>
    public DateTime CreatedAt { get; }

    /// <summary>When it last became different.</summary>
    public DateTime UpdatedAt { get; private set; }

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

    /// <summary>A task as it was stored.</summary>
    internal static TaskItem Restore(TaskRow row) => new(row.Id, row.Number, row.Owner, row.Title, row.Status, row.Priority, row.CreatedAt)
    {
        Description = row.Description,
        DueDate = row.DueDate,
        Tags = row.Tags,
        AttachmentCount = row.AttachmentCount,
        UpdatedAt = row.UpdatedAt,
    };

    internal bool MayBeReadBy(Guid user, TaskPolicy policy) => policy.MayBeReadBy(user, Owner.Id);

    internal bool IsOwnedBy(Guid user) => Owner.Id == user;

    /// <summary>Makes the changes and tells which of them made a difference; without any, the task stays as it was.</summary>
    internal IReadOnlyList<TaskChange> Apply(TaskChanges changes, DateTime now)
    {
        var before = (Title, Description, Status, Priority, DueDate, Tags);
        Title = NotEmpty(changes.Title.Or(Title));
        Description = changes.Description.Or(Description);
        Status = changes.Status.Or(Status);
        Priority = changes.Priority.Or(Priority);
        DueDate = Truncated(changes.DueDate.Or(DueDate));
        Tags = TaskTags.Normalise(changes.Tags.Or(Tags));

        var made = new List<TaskChange>();
        Note("title", before.Title, Title);
        Note("description", before.Description, Description);
        Note("status", before.Status.Text, Status.Text);
        Note("priority", before.Priority.Text, Priority.Text);
        Note("due_date", before.DueDate, DueDate);
        if (!before.Tags.SequenceEqual(Tags, StringComparer.Ordinal))
        {
            made.Add(new TaskChange("tags", before.Tags, Tags));
        }

        if (made.Count > 0)
        {
            UpdatedAt = now;
        }

        return made;

        void Note<T>(string field, T from, T to)
        {
            if (!EqualityComparer<T>.Default.Equals(from, to))
            {
                made.Add(new TaskChange(field, from, to));
            }
        }
    }

    private static string NotEmpty(string title) =>
        VisibleText.IsBlank(title) ? throw new ArgumentException("a task has a title", nameof(title)) : title;

    private static DateTime? Truncated(DateTime? time) => time is { } utc ? UtcMilliseconds.Truncate(utc) : null;
}

/// <summary>One thing that became different about a task.</summary>
/// <param name="Field">Its name in the contract, e.g. <c>due_date</c>.</param>
/// <param name="From">A string, a UTC time, a list of strings, or null.</param>
/// <param name="To">As <paramref name="From"/>.</param>
internal readonly record struct TaskChange(string Field, object? From, object? To);
